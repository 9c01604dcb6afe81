import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { enqueue } from '#app/platform/jobs.server.ts'
import type { Limits } from '#app/platform/limits.server.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'

/**
 * Takes the wish for a new password. Whether the address is known is found out later, in a job: neither the answer
 * nor its time tells. Refuses with `too_many` after 3 wishes an hour for one account, or by the network address.
 */
export async function requestReset(
  ctx: Ctx,
  limits: Limits,
  { email, address }: { email: string; address: string },
): Promise<Result<null, 'too_many'>> {
  const account = email.trim().toLowerCase()
  const wait = Math.max(await limits.mail.spend(account), await limits.address.spend(address))
  if (wait > 0) return refuse('too_many')
  await inTransaction(ctx, (tx) => enqueue(tx, 'reset.request', { email: account }))
  return ok(null)
}
