import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { enqueue } from '#app/platform/jobs.server.ts'
import { type Limits, spendAll, type TooMany } from '#app/platform/limits.server.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'

/**
 * Takes a request for a new password. Whether the address is known is found out later, in a job: neither the answer
 * nor its time tells. Refuses with `too_many` (`wait`: seconds) after 3 requests an hour for one account, or 100 from one
 * network.
 */
export async function requestReset(
  ctx: Ctx,
  limits: Limits,
  { email, network }: { email: string; network: string },
): Promise<Result<null, never, TooMany>> {
  const account = email.trim().toLowerCase()
  const wait = await spendAll([
    [limits.mailNetwork, network],
    [limits.mail, account],
  ])
  if (wait > 0) return refuse('too_many', { wait })
  await inTransaction(ctx, (tx) => enqueue(tx, 'reset.request', { email: account }))
  return ok(null)
}
