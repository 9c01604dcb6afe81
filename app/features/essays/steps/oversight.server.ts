import { actorId, type TxCtx } from '#app/platform/ctx.ts'

/** Takes what was submitted out of the count; another text of the attempt may count then. */
export async function supersede(tx: TxCtx, submissionId: string): Promise<void> {
  await tx.db
    .updateTable('submission')
    .set({ superseded_at: tx.now() })
    .where('id', '=', submissionId)
    .execute()
}

/** Opens a closed attempt again until `deadlineAt`. */
export async function reopen(tx: TxCtx, attemptId: string, deadlineAt: Date): Promise<void> {
  await tx.db
    .updateTable('attempt')
    .set({ closed_at: null, closed_by: null, deadline_at: deadlineAt })
    .where('id', '=', attemptId)
    .execute()
}

type Accepted = {
  copyId: string
  attemptId: string
  revision: number
  text: string
  words: number
  reason: string
}

/** Notes that a late copy was accepted, and makes its text the draft, as the next revision after `revision`. */
export async function acceptCopy(tx: TxCtx, accepted: Accepted): Promise<void> {
  const { copyId, attemptId, revision, text, words, reason } = accepted
  await tx.db
    .updateTable('late_copy')
    .set({ accepted_at: tx.now(), accepted_by: actorId(tx), accepted_reason: reason })
    .where('id', '=', copyId)
    .execute()
  await tx.db
    .updateTable('draft')
    .set({ text, words, revision: revision + 1, saved_at: tx.now() })
    .where('attempt_id', '=', attemptId)
    .execute()
}
