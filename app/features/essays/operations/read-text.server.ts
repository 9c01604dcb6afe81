import type { Permit } from '#app/access/permit.ts'
import { countWords } from '#app/features/lessons/mdx/reading-time.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { type TextSource, textOf } from '../queries/timeline.server.ts'

/**
 * Shows staff one text of an attempt; that it was read, by whom and why, is in the log before it is shown. Refuses
 * with `no_text` where the attempt has no such text.
 */
export async function readText(
  ctx: Ctx,
  permit: Permit<'attempt.change'>,
  { reason, ...asked }: TextSource & { reason: string },
): Promise<Result<{ text: string; words: number }, 'no_text'>> {
  return inTransaction(ctx, async (tx) => {
    const text = await textOf(tx, permit, asked)
    if (text === null) return refuse('no_text')
    const { source, id } = asked
    await recordAudit(tx, {
      type: 'attempt.text_read',
      subjectId: permit.attemptId,
      details: { source, id, reason },
    })
    return ok({ text, words: countWords(text) })
  })
}
