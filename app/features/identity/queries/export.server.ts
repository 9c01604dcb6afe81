import { sql } from 'kysely'
import type { Ctx } from '#app/platform/ctx.ts'

/** Everything that identity holds about a person, without secrets: no password, key, code, token or hash. */
export async function exportIdentity(ctx: Ctx, personId: string) {
  const { db } = ctx
  const person = await db
    .selectFrom('person')
    .where('id', '=', personId)
    .select([
      'id',
      'name',
      'email',
      'role',
      'locale',
      'region',
      'employer',
      'phone',
      'sourced_id as sourcedId',
    ])
    .select(['created_at as createdAt', 'last_seen_at as lastSeenAt'])
    .select(['deactivated_at as deactivatedAt', 'second_factor_at as secondFactorAt'])
    .select(sql<boolean>`password_hash is not null`.as('hasPassword'))
    .executeTakeFirstOrThrow()
  const sessions = await db
    .selectFrom('session')
    .where('person_id', '=', personId)
    .orderBy('created_at')
    .select(['created_at as createdAt', 'last_seen_at as lastSeenAt', 'expires_at as expiresAt'])
    .select(['network', 'user_agent as userAgent'])
    .execute()
  const links = await db
    .selectFrom('access_link')
    .where('person_id', '=', personId)
    .orderBy('created_at')
    .select(['purpose', 'created_at as createdAt', 'expires_at as expiresAt', 'used_at as usedAt'])
    .execute()
  const knownNetworks = await db
    .selectFrom('known_network')
    .where('person_id', '=', personId)
    .orderBy('seen_at')
    .select('seen_at as seenAt')
    .execute()
  const authenticatorApps = await db
    .selectFrom('totp')
    .where('person_id', '=', personId)
    .select(['created_at as createdAt', 'confirmed_at as confirmedAt'])
    .execute()
  const passkeys = await db
    .selectFrom('passkey')
    .where('person_id', '=', personId)
    .orderBy('created_at')
    .select(['name', 'created_at as createdAt', 'last_used_at as lastUsedAt'])
    .execute()
  const recoveryCodes = await db
    .selectFrom('recovery_code')
    .where('person_id', '=', personId)
    .orderBy('created_at')
    .select(['created_at as createdAt', 'used_at as usedAt'])
    .execute()
  return { person, sessions, links, knownNetworks, authenticatorApps, passkeys, recoveryCodes }
}

/** True for somebody who was not erased. */
export async function isLiving(ctx: Ctx, personId: string): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('person')
    .where('id', '=', personId)
    .where('erased_at', 'is', null)
    .select('id')
    .executeTakeFirst()
  return row !== undefined
}
