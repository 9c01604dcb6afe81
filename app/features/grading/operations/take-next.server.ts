import type { Permit } from '#app/access/permit.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction, type TxCtx } from '#app/platform/ctx.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { MAX_LEASES } from '../lease.ts'
import { heldCount, lockOldestFree, type QueueFilter } from '../queries/queue.server.ts'
import { claimLease, lockMarker } from '../steps.server.ts'

type NextFilter = Pick<QueueFilter, 'prompt' | 'locale'>

// Between looking and claiming another marker may have been faster; the next look sees that.
async function claimOldest(
  tx: TxCtx,
  permit: Permit<'queue.read'>,
  filter: NextFilter,
): Promise<string | null> {
  for (;;) {
    const submissionId = await lockOldestFree(tx, permit, filter)
    if (!submissionId) return null
    if (await claimLease(tx, { submissionId, markerId: permit.markerId })) return submissionId
  }
}

/**
 * Takes the script that has waited longest and that nobody holds. Markers who ask at the same moment get different
 * ones. Refuses with `none` (nothing waits, or all of it is in somebody's hands) or `too_many` (four are in hand).
 */
export async function takeNext(
  ctx: Ctx,
  permit: Permit<'queue.read'>,
  filter: NextFilter,
): Promise<Result<{ submissionId: string }, 'none' | 'too_many'>> {
  return inTransaction(ctx, async (tx) => {
    await lockMarker(tx, permit.markerId)
    if ((await heldCount(tx, permit.markerId)) >= MAX_LEASES) return refuse('too_many')
    const submissionId = await claimOldest(tx, permit, filter)
    if (!submissionId) return refuse('none')
    await recordAudit(tx, { type: 'lease.taken', subjectId: submissionId })
    return ok({ submissionId })
  })
}
