import type { Permit } from '#app/access/permit.ts'
import { attemptForUpdate } from '#app/features/essays/steps/attempt.server.ts'
import { acceptCopy } from '#app/features/essays/steps/oversight.server.ts'
import { takeIn } from '#app/features/essays/steps/submission.server.ts'
import { dueTimeOf } from '#app/features/essays/steps/time.server.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { withdrawScript } from '../steps/withdraw.server.ts'

type Refusal = 'no_copy' | 'running' | 'marked'

/**
 * Lets a text that arrived after the last call count, as if it had been taken in when it arrived: it becomes the
 * submission, with a receipt by mail, and the one that counted before is superseded. The draft becomes that text too,
 * so that an attempt that is opened again goes on with it. Refuses with `no_copy` (not of this attempt, or accepted
 * before), `running` (the attempt is open again) or `marked` (a mark is finished).
 */
export async function acceptLateCopy(
  ctx: Ctx,
  { attemptId }: Permit<'attempt.change'>,
  { copyId, reason }: { copyId: string; reason: string },
): Promise<Result<{ receipt: string }, Refusal>> {
  return inTransaction(ctx, async (tx) => {
    const attempt = await attemptForUpdate(tx, attemptId)
    if (!attempt) throw new Error('the permit names an attempt that is not there')
    const copy = await tx.db
      .selectFrom('late_copy')
      .where('id', '=', copyId)
      .where('attempt_id', '=', attemptId)
      .where('accepted_at', 'is', null)
      .select(['text', 'words', 'received_at as receivedAt'])
      .forNoKeyUpdate()
      .executeTakeFirst()
    if (!copy) return refuse('no_copy')
    if (attempt.closedAt === null) return refuse('running')
    if (!(await withdrawScript(tx, attemptId))) return refuse('marked')
    const { text, words } = copy
    await acceptCopy(tx, { copyId, attemptId, revision: attempt.revision, text, words, reason })
    const late = copy.receivedAt > (await dueTimeOf(tx, attempt))
    const receipt = await takeIn(tx, attempt, {
      text: copy.text,
      submittedAt: copy.receivedAt,
      late,
      by: 'staff',
    })
    const details = { copyId, receipt, reason }
    await recordAudit(tx, { type: 'late_copy.accepted', subjectId: attemptId, details })
    return ok({ receipt })
  })
}
