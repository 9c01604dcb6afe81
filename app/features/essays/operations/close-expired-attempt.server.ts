import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { isExpired } from '../attempt.ts'
import { attemptForUpdate, closeAttempt } from '../steps.server.ts'

/**
 * Closes an attempt whose time is over, with the last text the server holds. Finds nothing to do where it is
 * closed already or still has time; the job and a page that looks may both call it.
 */
export async function closeExpiredAttempt(ctx: Ctx, attemptId: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const attempt = await attemptForUpdate(tx, attemptId)
    if (attempt && isExpired(attempt, tx.now())) await closeAttempt(tx, attempt, 'deadline')
  })
}
