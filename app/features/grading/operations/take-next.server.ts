import type { Permit } from '#app/access/permit.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { MAX_LEASES } from '../lease.ts'
import { heldCount } from '../queries/queue.server.ts'
import { lockMarker } from '../steps/lease.server.ts'
import { claimOldest, type NextFilter } from '../steps/next.server.ts'

/**
 * Takes the script that has waited longest and that nobody holds. Markers who call this at the same moment get
 * different ones. Refuses with `none` (nothing waits, all of it is in somebody's hands, or the person may not mark any
 * more) or `too_many` (four are in hand).
 */
export async function takeNext(
  ctx: Ctx,
  permit: Permit<'queue.read'>,
  filter: NextFilter,
): Promise<Result<{ submissionId: string }, 'none' | 'too_many'>> {
  return inTransaction(ctx, async (tx) => {
    if (!(await lockMarker(tx, permit.markerId))) return refuse('none')
    if ((await heldCount(tx, permit.markerId)) >= MAX_LEASES) return refuse('too_many')
    const submissionId = await claimOldest(tx, permit, filter)
    if (!submissionId) return refuse('none')
    await recordAudit(tx, { type: 'lease.taken', subjectId: submissionId })
    return ok({ submissionId })
  })
}
