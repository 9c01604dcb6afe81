import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server'
import type { Permit } from '#app/access/permit.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { hashSecret } from '#app/platform/session.server.ts'
import { openTotpSecret } from '../totp.server.ts'

/** What a person has set up, and what is being set up. */
export type OwnFactors = {
  totpSince: Date | null
  /** Of an app that has not shown a code yet, in base32. */
  totpSecret: string | null
  passkeys: { id: string; name: string; createdAt: Date; lastUsedAt: Date | null }[]
  passkeyOptions: PublicKeyCredentialCreationOptionsJSON | null
  codesLeft: number
}

/** The second factors of the permit's person. */
export async function ownFactors(
  ctx: Ctx,
  { personId }: Permit<'second-factor.manage'>,
  secret: string,
): Promise<OwnFactors> {
  const { db } = ctx
  const [totp, passkeys, setup, codes] = await Promise.all([
    db
      .selectFrom('totp')
      .where('person_id', '=', personId)
      .select(['secret', 'confirmed_at'])
      .executeTakeFirst(),
    db
      .selectFrom('passkey')
      .where('person_id', '=', personId)
      .orderBy('created_at')
      .select(['id', 'name', 'created_at as createdAt', 'last_used_at as lastUsedAt'])
      .execute(),
    db
      .selectFrom('passkey_setup')
      .where('person_id', '=', personId)
      .where('expires_at', '>', ctx.now())
      .select('options')
      .executeTakeFirst(),
    db
      .selectFrom('recovery_code')
      .where('person_id', '=', personId)
      .where('used_at', 'is', null)
      .select((eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('left'))
      .executeTakeFirstOrThrow(),
  ])
  return {
    totpSince: totp?.confirmed_at ?? null,
    totpSecret: totp && !totp.confirmed_at ? openTotpSecret(totp.secret, secret) : null,
    passkeys,
    passkeyOptions: (setup?.options as unknown as PublicKeyCredentialCreationOptionsJSON | undefined) ?? null,
    codesLeft: codes.left,
  }
}

/** A sign-in that waits for its second factor. */
export type PendingSignIn = {
  personId: string
  redirectTo: string | null
  passkeyOptions: PublicKeyCredentialRequestOptionsJSON | null
  hasTotp: boolean
}

/** How often a waiting sign-in may be tried before the password is asked again. */
export const PENDING_TRIES = 5

/** The waiting sign-in of a token; null where there is none, it has expired or its tries are used up. */
export async function pendingSignIn(ctx: Ctx, token: string | null): Promise<PendingSignIn | null> {
  if (!token) return null
  const row = await ctx.db
    .selectFrom('pending_sign_in as s')
    .innerJoin('person as p', 'p.id', 's.person_id')
    .where('s.token_hash', '=', hashSecret(token))
    .where('s.expires_at', '>', ctx.now())
    .where('s.tries', '<', PENDING_TRIES)
    .where('p.deactivated_at', 'is', null)
    .select(['s.person_id as personId', 's.redirect_to as redirectTo', 's.passkey_options as passkeyOptions'])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('totp as t')
            .whereRef('t.person_id', '=', 's.person_id')
            .where('t.confirmed_at', 'is not', null)
            .select('t.person_id'),
        )
        .$castTo<boolean>()
        .as('hasTotp'),
    )
    .executeTakeFirst()
  if (!row) return null
  return { ...row, passkeyOptions: row.passkeyOptions as unknown as PendingSignIn['passkeyOptions'] }
}
