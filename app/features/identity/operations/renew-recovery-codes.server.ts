import type { Permit } from '#app/access/permit.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { makeRecoveryCodes } from '../steps/second-factor.server.ts'

/** Makes new recovery codes, the old ones stop working; refuses with `no_factor` where there is nothing to recover. */
export async function renewRecoveryCodes(
  ctx: Ctx,
  { personId }: Permit<'second-factor.manage'>,
  secret: string,
): Promise<Result<{ codes: string[] }, 'no_factor'>> {
  return inTransaction(ctx, async (tx) => {
    const { second_factor_at } = await tx.db
      .selectFrom('person')
      .where('id', '=', personId)
      .select('second_factor_at')
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (!second_factor_at) return refuse('no_factor')
    return ok({ codes: await makeRecoveryCodes(tx, personId, secret) })
  })
}
