import type { Permit } from '#app/access/permit.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { newTotpSecret, sealTotpSecret } from '../totp.server.ts'

/** Makes a secret for an authenticator app, which counts once the app has shown a code; refuses with `exists`. */
export async function beginTotp(
  ctx: Ctx,
  { personId }: Permit<'second-factor.manage'>,
  secret: string,
): Promise<Result<null, 'exists'>> {
  return inTransaction(ctx, async (tx) => {
    const sealed = sealTotpSecret(newTotpSecret(), secret)
    const begun = await tx.db
      .insertInto('totp')
      .values({ person_id: personId, secret: sealed, created_at: tx.now() })
      .onConflict((conflict) =>
        conflict
          .column('person_id')
          .doUpdateSet({ secret: sealed, created_at: tx.now(), last_step: 0 })
          .where('totp.confirmed_at', 'is', null),
      )
      .executeTakeFirst()
    return (begun.numInsertedOrUpdatedRows ?? 0n) > 0n ? ok(null) : refuse('exists')
  })
}
