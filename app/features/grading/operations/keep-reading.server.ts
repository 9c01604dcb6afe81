import type { Permit } from '#app/access/permit.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { renewLease } from '../steps/lease.server.ts'

/**
 * Prolongs the lease of a marker who reads and stores nothing; two hours after the last stored draft that ends.
 * Refuses with `lease_over`: then the lease runs out, or is gone already.
 */
export async function keepReading(
  ctx: Ctx,
  permit: Permit<'submission.mark'>,
): Promise<Result<{ until: Date }, 'lease_over'>> {
  return inTransaction(ctx, async (tx) => {
    const until = await renewLease(tx, permit, { reading: true })
    return until ? ok({ until }) : refuse('lease_over')
  })
}
