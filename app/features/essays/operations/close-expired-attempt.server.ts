import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { enqueue } from '#app/platform/jobs.server.ts'
import { isExpired, lastCall } from '../attempt.ts'
import { attemptForUpdate, closeAttempt } from '../steps/attempt.server.ts'

/**
 * Closes an attempt whose time is over, with the last text the server holds. Finds nothing to do where it is
 * closed already; the job and a page that looks may both call it. Where the deadline was moved in the meantime, the
 * job comes again at the new last call.
 */
export async function closeExpiredAttempt(ctx: Ctx, attemptId: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const attempt = await attemptForUpdate(tx, attemptId)
    if (!attempt || attempt.closedAt) return
    if (isExpired(attempt, tx.now())) await closeAttempt(tx, attempt, 'deadline')
    else {
      // By the database's clock, and never at once: where ours is behind it the job must not run in circles.
      const left = (lastCall(attempt).getTime() - tx.now().getTime()) / 1000
      const delay = Math.max(10, Math.ceil(left) + 1)
      await enqueue(tx, 'attempt.close', { attemptId }, { delay, key: `close:${attemptId}` })
    }
  })
}
