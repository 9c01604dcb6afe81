import type { Permit } from '#app/access/permit.ts'
import { countWords } from '#app/features/lessons/mdx/reading-time.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { mayWrite } from '../attempt.ts'
import { normaliseText } from '../essay-text.ts'
import { limitsOf } from '../queries/draft.server.ts'
import { attemptForUpdate, closeAttempt } from '../steps/attempt.server.ts'
import { lengthRefusal } from '../word-limits.ts'

type Refusal = 'empty' | 'broken' | 'too_large' | 'too_short' | 'too_long' | 'conflict'

/**
 * Submits an attempt for good, with the text the page holds on top of `baseRevision`. Submitting again is answered
 * as success. `counted` is false where the attempt was closed before and this text is not the one that counts. Refuses
 * an empty text, a broken or too large one, a text that another device has moved past, and one outside of hard limits
 * of words; the closing at the deadline refuses nothing.
 */
export async function submitAttempt(
  ctx: Ctx,
  permit: Permit<'attempt.write'>,
  sent: { baseRevision: number; text: string },
): Promise<Result<{ counted: boolean }, Refusal>> {
  const normal = normaliseText(sent.text)
  if (!normal.ok) return normal
  const words = countWords(normal.value)
  if (words === 0) return refuse('empty')
  return inTransaction(ctx, async (tx) => {
    const attempt = await attemptForUpdate(tx, permit.attemptId)
    if (!attempt) return ok({ counted: false })
    const held = ok({ counted: attempt.text === normal.value })
    if (attempt.closedAt !== null) return held
    // After the last call only what the server holds counts; the page says so.
    if (!mayWrite(attempt, tx.now())) {
      await closeAttempt(tx, attempt, 'deadline')
      return held
    }
    let { revision } = attempt
    const moved = attempt.text !== normal.value
    if (moved && revision !== sent.baseRevision) return refuse('conflict')
    const length = lengthRefusal(words, await limitsOf(tx, attempt.id))
    if (length) return refuse(length)
    if (moved) {
      revision += 1
      await tx.db
        .updateTable('draft')
        .set({ text: normal.value, words, revision, saved_at: tx.now() })
        .where('attempt_id', '=', attempt.id)
        .execute()
    }
    await closeAttempt(tx, { ...attempt, revision, text: normal.value }, 'participant')
    return ok({ counted: true })
  })
}
