import type { Permit } from '#app/access/permit.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { endLease } from '../steps/lease.server.ts'

/** Gives a script back to the queue; the marker's draft stays. Twice is once. */
export async function returnScript(ctx: Ctx, permit: Permit<'submission.mark'>): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    if (await endLease(tx, permit)) {
      await recordAudit(tx, { type: 'lease.handed_back', subjectId: permit.submissionId })
    }
  })
}
