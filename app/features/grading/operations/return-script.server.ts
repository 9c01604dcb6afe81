import type { Permit } from '#app/access/permit.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { dropLease } from '../steps.server.ts'

/** Gives a script back to the queue; what the marker put down so far stays his own. Twice is once. */
export async function handBack(ctx: Ctx, permit: Permit<'submission.mark'>): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    if (await dropLease(tx, permit)) {
      await recordAudit(tx, { type: 'lease.handed_back', subjectId: permit.submissionId })
    }
  })
}
