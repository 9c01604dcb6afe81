import { sql } from 'kysely'
import { formatMoment, HOME_ZONE, zoneName } from '#app/i18n/dates.ts'
import type { Locale } from '#app/i18n/locales.ts'
import { paths } from '#app/paths.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { actorId, type TxCtx } from '#app/platform/ctx.ts'
import { notify, type Recipient } from '../../notifications/steps/notify.server.ts'
import { LINK_LIFE, type LinkPurpose, newToken } from '../links.server.ts'

export type IssuedLink = { path: string; expiresAt: Date }

/** Makes a link for a person; an older unused one of the same purpose is dead from then on. */
export async function issueLink(tx: TxCtx, personId: string, purpose: LinkPurpose): Promise<IssuedLink> {
  const link = (await issueLinks(tx, [personId], purpose)).get(personId)
  if (!link) throw new Error('a link that was made is missing')
  return link
}

/** Makes a link for each of many people, in two statements; older unused ones of the same purpose are dead from then on. */
export async function issueLinks(
  tx: TxCtx,
  personIds: readonly string[],
  purpose: LinkPurpose,
): Promise<Map<string, IssuedLink>> {
  const ids = JSON.stringify(personIds)
  await sql`delete from access_link where purpose = ${purpose} and used_at is null
    and person_id in (select value::uuid from jsonb_array_elements_text(${ids}::jsonb))`.execute(tx.db)
  const expiresAt = new Date(tx.now().getTime() + LINK_LIFE[purpose])
  const issued = personIds.map((personId) => ({ personId, ...newToken() }))
  const rows = issued.map(({ personId, hash }) => ({ personId, hash }))
  const createdBy = tx.actor.kind === 'person' ? tx.actor.id : null
  await sql`
    insert into access_link (token_hash, person_id, purpose, expires_at, created_by, created_at)
    select l.hash, l."personId", ${purpose}::text, ${expiresAt}::timestamptz, ${createdBy}::uuid, ${tx.now()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as l("personId" uuid, hash text)`.execute(tx.db)
  return new Map(
    issued.map(({ personId, token }) => [
      personId,
      { path: purpose === 'reset' ? paths.reset(token) : paths.invite(token), expiresAt },
    ]),
  )
}

/** "8 December, 10:00 (Almaty, UTC+5)", in the reader's language. */
export const validUntil = (at: Date, locale: Locale, zone: string): string =>
  `${formatMoment(at, locale, zone)} (${zoneName(at, locale, zone)})`

/** The zone for a person's times: that of the newest cohort. */
async function zoneOf(tx: TxCtx, personId: string): Promise<string> {
  const cohort = await tx.db
    .selectFrom('enrolment as e')
    .innerJoin('cohort as c', 'c.id', 'e.cohort_id')
    .where('e.person_id', '=', personId)
    .orderBy('c.start_date', 'desc')
    .select('c.zone')
    .executeTakeFirst()
  return cohort?.zone ?? HOME_ZONE
}

/** Sends a link for a new password. */
export async function sendReset(tx: TxCtx, to: Recipient, publicUrl: string): Promise<void> {
  const link = await issueLink(tx, to.id, 'reset')
  const until = validUntil(link.expiresAt, to.locale, await zoneOf(tx, to.id))
  await notify(tx, to, { kind: 'reset', link: publicUrl + link.path, validUntil: until })
}

/** Sends an invitation; `cohort` is the name of the one the person was enrolled in, if any. */
export async function sendInvitation(
  tx: TxCtx,
  to: Recipient,
  { publicUrl, inviter, cohort }: { publicUrl: string; inviter: string; cohort: string | null },
): Promise<void> {
  const link = await issueLink(tx, to.id, 'invitation')
  await notify(tx, to, {
    kind: 'invitation',
    link: publicUrl + link.path,
    inviter,
    cohort: cohort ?? '',
    hasCohort: cohort ? 'yes' : 'no',
    validUntil: validUntil(link.expiresAt, to.locale, await zoneOf(tx, to.id)),
  })
}

/** A person to be added. */
export type NewPerson = {
  email: string
  name: string
  role: 'participant' | 'instructor' | 'lead' | 'admin' | 'observer'
  locale: Locale
  region?: string
  employer?: string
}

/** Adds a person without a password; answers null where the e-mail belongs to somebody already. */
export async function addPerson(tx: TxCtx, person: NewPerson): Promise<string | null> {
  const row = await tx.db
    .insertInto('person')
    .values({
      email: person.email.trim().toLowerCase(),
      name: person.name,
      role: person.role,
      locale: person.locale,
      region: person.region || null,
      employer: person.employer || null,
      created_at: tx.now(),
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!row) return null
  await recordAudit(tx, { type: 'person.added', subjectId: row.id, details: { role: person.role } })
  return row.id
}

/** Sets a password; every session and every open link of the person ends with the old one. */
export async function setPassword(tx: TxCtx, personId: string, passwordHash: string): Promise<void> {
  await tx.db.updateTable('person').set({ password_hash: passwordHash }).where('id', '=', personId).execute()
  await endAccess(tx, personId)
}

/** Ends every session, every waiting sign-in and every unused link of a person. */
export async function endAccess(tx: TxCtx, personId: string): Promise<void> {
  await tx.db.deleteFrom('session').where('person_id', '=', personId).execute()
  await tx.db.deleteFrom('pending_sign_in').where('person_id', '=', personId).execute()
  await tx.db
    .deleteFrom('access_link')
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .execute()
}

/**
 * Locks the active administrators, always in the same order, and answers who they are: two changes of administrators
 * then happen one after the other. A person who acts and is none of them any more finds an empty list.
 */
export async function lockAdmins(tx: TxCtx): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('person')
    .where('role', '=', 'admin')
    .where('deactivated_at', 'is', null)
    .orderBy('id')
    .select('id')
    .forUpdate()
    .execute()
  const ids = rows.map(({ id }) => id)
  return ids.includes(actorId(tx)) ? ids : []
}
