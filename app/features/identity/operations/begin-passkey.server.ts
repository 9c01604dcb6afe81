import type { Permit } from '#app/access/permit.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { passkeyCreation } from '../passkeys.server.ts'
import { pendingUntil } from '../steps/second-factor.server.ts'

/** Decides what the browser is told to make as a new passkey of the permit's person; it waits for ten minutes. */
export async function beginPasskey(
  ctx: Ctx,
  { personId }: Permit<'second-factor.manage'>,
  publicUrl: string,
): Promise<void> {
  const { db } = ctx
  const [person, known] = await Promise.all([
    db
      .selectFrom('person')
      .where('id', '=', personId)
      .select(['id', 'email', 'name'])
      .executeTakeFirstOrThrow(),
    db.selectFrom('passkey').where('person_id', '=', personId).select(['id', 'transports']).execute(),
  ])
  const options = JSON.stringify(await passkeyCreation(publicUrl, person, known))
  const expires_at = pendingUntil(ctx)
  await db
    .insertInto('passkey_setup')
    .values({ person_id: personId, options, expires_at })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ options, expires_at }))
    .execute()
}
