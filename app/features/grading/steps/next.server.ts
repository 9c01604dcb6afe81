import type { Permit } from '#app/access/permit.ts'
import type { TxCtx } from '#app/platform/ctx.ts'
import { lockOldestFree, type QueueFilter } from '../queries/queue.server.ts'
import { claimLease } from './lease.server.ts'

/** Which scripts a marker wants to go on with. */
export type NextFilter = Pick<QueueFilter, 'prompt' | 'locale'>

/**
 * Claims the script of a filter that has waited longest and that nobody holds; null where there is none. The marker
 * is locked already. Between reading and claiming another marker may have been faster: the next round sees that.
 */
export async function claimOldest(
  tx: TxCtx,
  permit: Permit<'queue.read'>,
  filter: NextFilter,
): Promise<string | null> {
  let refused: string | null = null
  for (;;) {
    const submissionId = await lockOldestFree(tx, permit, filter)
    // The same one again: the claim is refused for the marker's sake, and would be for ever.
    if (!submissionId || submissionId === refused) return null
    if (await claimLease(tx, { submissionId, markerId: permit.markerId })) return submissionId
    refused = submissionId
  }
}
