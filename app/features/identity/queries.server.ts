import type { Kysely } from 'kysely'
import type { DB } from '#db/schema.ts'

export type Credentials = { id: string; passwordHash: string | null }

/** The active person of an address (any case, spaces around it ignored), for signing in; null where there is none. */
export async function credentialsOf(db: Kysely<DB>, email: string): Promise<Credentials | null> {
  const row = await db
    .selectFrom('person')
    .where('email', '=', email.trim().toLowerCase())
    .where('deactivated_at', 'is', null)
    .select(['id', 'password_hash as passwordHash'])
    .executeTakeFirst()
  return row ?? null
}
