import { randomBytes } from 'node:crypto'
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server'
import { recordAudit } from '#app/platform/audit.server.ts'
import type { Ctx, TxCtx } from '#app/platform/ctx.ts'
import { hashSecret } from '#app/platform/session.server.ts'
import { passkeyRequest } from '../passkeys.server.ts'
import { newRecoveryCodes, readRecoveryCode, recoveryCodeHash } from '../recovery-codes.server.ts'

/** Minutes that a sign-in waits for its second factor, and a passkey for being made. */
export const PENDING_MINUTES = 10

/** When what begins now has waited for too long. */
export const pendingUntil = (ctx: Ctx): Date => new Date(ctx.now().getTime() + PENDING_MINUTES * 60_000)

/**
 * Writes down whether a person has a second factor. With the first one every other session of the person ends: they were
 * opened without it. Without any, recovery codes go, too.
 */
export async function noteFactors(tx: TxCtx, personId: string): Promise<void> {
  const { had, has } = await tx.db
    .selectFrom('person as p')
    .where('p.id', '=', personId)
    .select((eb) => [
      eb('p.second_factor_at', 'is not', null).$castTo<boolean>().as('had'),
      eb
        .or([
          eb.exists(
            eb
              .selectFrom('totp as t')
              .whereRef('t.person_id', '=', 'p.id')
              .where('t.confirmed_at', 'is not', null)
              .select('t.person_id'),
          ),
          eb.exists(eb.selectFrom('passkey as k').whereRef('k.person_id', '=', 'p.id').select('k.id')),
        ])
        .$castTo<boolean>()
        .as('has'),
    ])
    .executeTakeFirstOrThrow()
  if (had === has) return
  await tx.db
    .updateTable('person')
    .set({ second_factor_at: has ? tx.now() : null })
    .where('id', '=', personId)
    .execute()
  if (!has) {
    await tx.db.deleteFrom('recovery_code').where('person_id', '=', personId).execute()
    return
  }
  const own = tx.actor.kind === 'person' ? hashSecret(tx.actor.sessionId) : ''
  await tx.db.deleteFrom('session').where('person_id', '=', personId).where('id', '<>', own).execute()
}

/** Makes new recovery codes in place of all older ones; answers them as they are shown, once. */
export async function makeRecoveryCodes(tx: TxCtx, personId: string, secret: string): Promise<string[]> {
  const codes = newRecoveryCodes()
  await tx.db.deleteFrom('recovery_code').where('person_id', '=', personId).execute()
  await tx.db
    .insertInto('recovery_code')
    .values(
      codes.map((code) => ({
        person_id: personId,
        code_hash: recoveryCodeHash(secret, personId, readRecoveryCode(code) ?? ''),
        created_at: tx.now(),
      })),
    )
    .execute()
  await recordAudit(tx, { type: 'recovery-codes.made', subjectId: personId })
  return codes
}

/** Recovery codes with the first factor; null where the person has some already. */
export async function firstRecoveryCodes(
  tx: TxCtx,
  personId: string,
  secret: string,
): Promise<string[] | null> {
  const some = await tx.db
    .selectFrom('recovery_code')
    .where('person_id', '=', personId)
    .select('code_hash')
    .executeTakeFirst()
  return some ? null : makeRecoveryCodes(tx, personId, secret)
}

/** What a browser is asked to sign with a person's passkeys; null where there is none. */
export async function passkeyRequestFor(
  ctx: Ctx,
  personId: string,
  publicUrl: string,
): Promise<PublicKeyCredentialRequestOptionsJSON | null> {
  const known = await ctx.db
    .selectFrom('passkey')
    .where('person_id', '=', personId)
    .select(['id', 'transports'])
    .execute()
  return known.length > 0 ? passkeyRequest(publicUrl, known) : null
}

/** Begins the second step of a sign-in; answers the token for the browser's cookie. An older one of the person stays. */
export async function beginSecondStep(
  ctx: Ctx,
  { personId, redirectTo, publicUrl }: { personId: string; redirectTo: string | null; publicUrl: string },
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const options = await passkeyRequestFor(ctx, personId, publicUrl)
  await ctx.db
    .insertInto('pending_sign_in')
    .values({
      token_hash: hashSecret(token),
      person_id: personId,
      redirect_to: redirectTo,
      passkey_options: options && JSON.stringify(options),
      expires_at: pendingUntil(ctx),
    })
    .execute()
  return token
}
