import type { Permit } from '#app/access/permit.ts'
import { countWords } from '#app/features/lessons/mdx/reading-time.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { isExpired } from '../attempt.ts'
import { textHash } from '../receipt.server.ts'
import { attemptForUpdate, closeAttempt } from '../steps.server.ts'

// One device that was without a line sends one; a page gone wild fills no disk.
const COPIES_LIMIT = 50

/**
 * Keeps a text (normal form) that came after the last call, for staff to judge; the same words are one copy. An
 * attempt whose time is over is closed first. Nothing is kept (`not_kept`) of an attempt that the participant handed
 * in herself, of the words that count anyway, or of an empty page; `open` where the attempt takes texts after all.
 */
export async function keepLateCopy(
  ctx: Ctx,
  permit: Permit<'attempt.write'>,
  text: string,
): Promise<'kept' | 'not_kept' | 'open'> {
  return inTransaction(ctx, async (tx) => {
    const attempt = await attemptForUpdate(tx, permit.attemptId)
    if (!attempt) return 'not_kept'
    const expired = isExpired(attempt, tx.now())
    if (expired) await closeAttempt(tx, attempt, 'deadline')
    else if (attempt.closedAt === null) return 'open'
    const words = countWords(text)
    if ((!expired && attempt.closedBy !== 'deadline') || text === attempt.text || words === 0)
      return 'not_kept'
    const sha256 = textHash(text)
    const known = await tx.db
      .selectFrom('late_copy')
      .where('attempt_id', '=', attempt.id)
      .select('sha256')
      .limit(COPIES_LIMIT)
      .execute()
    if (known.some((copy) => copy.sha256 === sha256)) return 'kept'
    if (known.length >= COPIES_LIMIT) return 'not_kept'
    await tx.db
      .insertInto('late_copy')
      .values({ attempt_id: attempt.id, text, words, sha256, received_at: tx.now() })
      .execute()
    await recordAudit(tx, { type: 'late_copy.kept', subjectId: attempt.id, details: { words, sha256 } })
    return 'kept'
  })
}
