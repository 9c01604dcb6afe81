import type { Permit } from '#app/access/permit.ts'
import { countWords } from '#app/features/lessons/mdx/reading-time.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { isExpired } from '../attempt.ts'
import { textHash } from '../receipt.server.ts'
import { attemptForUpdate, closeAttempt } from '../steps/attempt.server.ts'

// One per device is usual; the limit bounds what a faulty or hostile page can store.
const COPIES_LIMIT = 50

/**
 * Stores a text (normal form) that came after the grace time, for staff to judge; equal texts are one copy. An expired
 * attempt is closed first. Nothing is stored (`not_stored`) for an attempt that the participant submitted herself, for
 * the text that was submitted, or for an empty one; `open` where the attempt accepts texts after all.
 */
export async function storeLateCopy(
  ctx: Ctx,
  permit: Permit<'attempt.write'>,
  text: string,
): Promise<'stored' | 'not_stored' | 'open'> {
  return inTransaction(ctx, async (tx) => {
    const attempt = await attemptForUpdate(tx, permit.attemptId)
    if (!attempt) return 'not_stored'
    const expired = isExpired(attempt, tx.now())
    if (expired) await closeAttempt(tx, attempt, 'deadline')
    else if (attempt.closedAt === null) return 'open'
    const words = countWords(text)
    if ((!expired && attempt.closedBy !== 'deadline') || text === attempt.text || words === 0)
      return 'not_stored'
    const sha256 = textHash(text)
    const known = await tx.db
      .selectFrom('late_copy')
      .where('attempt_id', '=', attempt.id)
      .select('sha256')
      .limit(COPIES_LIMIT)
      .execute()
    if (known.some((copy) => copy.sha256 === sha256)) return 'stored'
    if (known.length >= COPIES_LIMIT) return 'not_stored'
    await tx.db
      .insertInto('late_copy')
      .values({ attempt_id: attempt.id, text, words, sha256, received_at: tx.now() })
      .execute()
    await recordAudit(tx, { type: 'late_copy.kept', subjectId: attempt.id, details: { words, sha256 } })
    return 'stored'
  })
}
