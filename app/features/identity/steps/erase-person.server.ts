import { sql } from 'kysely'
import type { Role } from '#app/access/actor.ts'
import { ERASED_NAME } from '#app/i18n/person-name.ts'
import type { TxCtx } from '#app/platform/ctx.ts'

/** Who is to be erased, as known until then. */
export type LivingPerson = { id: string; name: string; email: string; role: Role }

/**
 * Locks a person who is to be erased; null where that has happened already. Requests that would store something about
 * the person wait from here on, and then store nothing.
 */
export async function lockLiving(tx: TxCtx, personId: string): Promise<LivingPerson | null> {
  const row = await tx.db
    .selectFrom('person')
    .where('id', '=', personId)
    .where('erased_at', 'is', null)
    .select(['id', 'name', 'email', 'role'])
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}

const ACCESS = [
  'session',
  'access_link',
  'known_network',
  'totp',
  'recovery_code',
  'passkey',
  'passkey_setup',
  'pending_sign_in',
] as const

/**
 * Takes from a person what identifies and lets in: name, address, region, employer, phone, key of another system, password, second factors, sessions, links, known
 * networks, the key of the calendar. The row stays, so that audit rows and marks still have somebody. The address is
 * free to be invited anew.
 */
export async function erasePersonRow(tx: TxCtx, personId: string): Promise<void> {
  for (const table of ACCESS) await tx.db.deleteFrom(table).where('person_id', '=', personId).execute()
  await tx.db
    .updateTable('person')
    .set({
      name: ERASED_NAME,
      email: `${personId}@erased.invalid`,
      password_hash: null,
      region: null,
      employer: null,
      phone: null,
      sourced_id: null,
      last_seen_at: null,
      second_factor_at: null,
      deactivated_at: sql`coalesce(deactivated_at, ${tx.now()}::timestamptz)`,
      erased_at: tx.now(),
      calendar_key_number: sql`calendar_key_number + 1`,
    })
    .where('id', '=', personId)
    .execute()
}
