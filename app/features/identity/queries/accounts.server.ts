import { type Kysely, sql } from 'kysely'
import type { Role } from '#app/access/actor.ts'
import type { Permit } from '#app/access/permit.ts'
import type { Locale } from '#app/i18n/locales.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { hashSecret } from '#app/platform/session.server.ts'
import type { DB } from '#db/schema.ts'
import type { LinkPurpose } from '../links.server.ts'

/**
 * `closed`: the person is deactivated and must not come in. `knownNetwork`: the person has signed in from this network
 * before.
 */
export type Credentials = { id: string; passwordHash: string | null; closed: boolean; knownNetwork: boolean }

/** The person of an address (any case, spaces around it ignored), for signing in; null where there is none. */
export async function credentialsOf(
  db: Kysely<DB>,
  email: string,
  networkHash: string,
): Promise<Credentials | null> {
  const row = await db
    .selectFrom('person')
    .where('email', '=', email.trim().toLowerCase())
    .select(['id', 'password_hash as passwordHash'])
    .select(sql<boolean>`deactivated_at is not null`.as('closed'))
    .select(
      sql<boolean>`exists (select from known_network n where n.person_id = person.id
        and n.network_hash = ${networkHash})`.as('knownNetwork'),
    )
    .executeTakeFirst()
  return row ?? null
}

/** The owner of a link. */
export type LinkOwner = { id: string; email: string; name: string; locale: Locale }

/** The active person whose unused, unexpired link this is; null otherwise, whatever the cause. */
export async function linkOwner(ctx: Ctx, purpose: LinkPurpose, token: string): Promise<LinkOwner | null> {
  const row = await ctx.db
    .selectFrom('access_link as l')
    .innerJoin('person as p', 'p.id', 'l.person_id')
    .where('l.token_hash', '=', hashSecret(token))
    .where('l.purpose', '=', purpose)
    .where('l.used_at', 'is', null)
    .where('l.expires_at', '>', ctx.now())
    .where('p.deactivated_at', 'is', null)
    .select(['p.id', 'p.email', 'p.name', 'p.locale'])
    .executeTakeFirst()
  return row ?? null
}

/** The hash of a person's password; null where none was chosen yet. */
export async function passwordHashOf(ctx: Ctx, personId: string): Promise<string | null> {
  const row = await ctx.db
    .selectFrom('person')
    .where('id', '=', personId)
    .select('password_hash')
    .executeTakeFirst()
  return row?.password_hash ?? null
}

/** The active person of an address, and whether a password was chosen; null where there is none. */
export async function activeAccount(
  ctx: Ctx,
  email: string,
): Promise<{ id: string; hasPassword: boolean } | null> {
  const row = await ctx.db
    .selectFrom('person')
    .where('email', '=', email.trim().toLowerCase())
    .where('deactivated_at', 'is', null)
    .select('id')
    .select((eb) => eb('password_hash', 'is not', null).$castTo<boolean>().as('hasPassword'))
    .executeTakeFirst()
  return row ?? null
}

/** The role a person has now. */
export async function roleOf(ctx: Ctx, permit: Permit<'person.change'>): Promise<Role> {
  const row = await ctx.db
    .selectFrom('person')
    .where('id', '=', permit.personId)
    .select('role')
    .executeTakeFirstOrThrow()
  return row.role as Role
}

/** Every active administrator, as a message reaches them. */
export const activeAdmins = (ctx: Ctx): Promise<LinkOwner[]> =>
  ctx.db
    .selectFrom('person')
    .where('role', '=', 'admin')
    .where('deactivated_at', 'is', null)
    .orderBy('id')
    .select(['id', 'email', 'name', 'locale'])
    .execute()
