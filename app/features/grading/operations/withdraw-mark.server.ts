import type { Permit } from '#app/access/permit.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { MAX_LEASES } from '../lease.ts'
import { withdrawableUntil } from '../mark.ts'
import { ownMark } from '../queries/finished.server.ts'
import { heldCount } from '../queries/queue.server.ts'
import { claimLease, lockMarker, lockScript } from '../steps/lease.server.ts'
import { storeWithdrawal } from '../steps/mark.server.ts'

/**
 * Takes the marker's own finished mark back, within 15 minutes and before its release: its outcome goes, its content
 * is the draft again, and the script is in the marker's hands. Refuses with `none` (no own mark that counts),
 * `too_late`, `released` or `too_many` (four others are in hand).
 */
export async function withdrawMark(
  ctx: Ctx,
  permit: Permit<'submission.mark'>,
): Promise<Result<null, 'none' | 'too_late' | 'released' | 'too_many'>> {
  return inTransaction(ctx, async (tx) => {
    if (!(await lockMarker(tx, permit.markerId))) return refuse('none')
    if (!(await lockScript(tx, permit.submissionId))) return refuse('none')
    const mark = await ownMark(tx, permit)
    if (!mark) return refuse('none')
    if (mark.releasedAt) return refuse('released')
    if (withdrawableUntil(mark.finalisedAt) <= tx.now()) return refuse('too_late')
    if ((await heldCount(tx, permit.markerId)) >= MAX_LEASES) return refuse('too_many')
    if (!(await storeWithdrawal(tx, mark))) return refuse('released')
    if (!(await claimLease(tx, permit))) throw new Error('a withdrawn script cannot be taken')
    await recordAudit(tx, {
      type: 'mark.withdrawn',
      subjectId: permit.submissionId,
      details: { markId: mark.id, points: mark.points },
    })
    return ok(null)
  })
}
