import type { Permit } from '#app/access/permit.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { leaseState, MAX_LEASES } from '../lease.ts'
import { scriptOf } from '../queries/marking.server.ts'
import { heldCount } from '../queries/queue.server.ts'
import { claimLease, lockMarker, lockScript } from '../steps/lease.server.ts'

/**
 * Takes one script into the marker's hands, or keeps it there. Refuses with `taken` (another marker holds it),
 * `marked` (it has its mark), `too_many` (four others are in hand) or `gone` (it does not count any more, or the person
 * may not mark it any more).
 */
export async function takeScript(
  ctx: Ctx,
  permit: Permit<'submission.mark'>,
): Promise<Result<{ until: Date }, 'taken' | 'marked' | 'too_many' | 'gone'>> {
  return inTransaction(ctx, async (tx) => {
    if (!(await lockMarker(tx, permit.markerId))) return refuse('gone')
    if (!(await lockScript(tx, permit.submissionId))) return refuse('gone')
    const until = await claimLease(tx, permit)
    if (!until) {
      const { markedBy, lease } = await scriptOf(tx, permit)
      if (markedBy) return refuse('marked')
      if (leaseState(lease, permit.markerId, tx.now()) === 'taken') return refuse('taken')
      return refuse((await heldCount(tx, permit.markerId)) >= MAX_LEASES ? 'too_many' : 'gone')
    }
    await recordAudit(tx, { type: 'lease.taken', subjectId: permit.submissionId })
    return ok({ until })
  })
}
