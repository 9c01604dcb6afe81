import type { Permit } from '#app/access/permit.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { retryJob as putBack } from '#app/platform/job-list.server.ts'

/** Puts the job of the permit back to the front of the queue; false where it is done or running. */
export async function retryJob(ctx: Ctx, permit: Permit<'job.retry'>): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const done = await putBack(tx.db, permit.jobId)
    if (done) await recordAudit(tx, { type: 'job.retried', subjectId: permit.jobId })
    return done
  })
}
