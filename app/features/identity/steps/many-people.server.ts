import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Role } from '#app/access/actor.ts'
import type { Locale } from '#app/i18n/locales.ts'
import { recordAudits } from '#app/platform/audit.server.ts'
import type { TxCtx } from '#app/platform/ctx.ts'
import { notifyAll } from '../../notifications/steps/notify.server.ts'
import { type IssuedLink, issueLinks, validUntil } from './accounts.server.ts'

/** A person of a list, to be added. `id` is chosen before, so that whoever adds knows it. */
export type ListedPerson = {
  id: string
  email: string
  name: string
  role: Role
  locale: Locale
  region: string | null
  employer: string | null
  phone: string | null
  sourcedId: string | null
}

/** A fresh id for a person of a list. */
export const newPersonId = (): string => randomUUID()

/** Adds many people without passwords, in two statements. Throws where an address is somebody's already. */
export async function addPeople(tx: TxCtx, people: readonly ListedPerson[]): Promise<void> {
  if (people.length === 0) return
  await sql`
    insert into person (id, email, name, role, locale, region, employer, phone, sourced_id, created_at)
    select p.id, p.email, p.name, p.role, p.locale, p.region, p.employer, p.phone, p."sourcedId", ${tx.now()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as p(id uuid, email text, name text, role text,
      locale text, region text, employer text, phone text, "sourcedId" text)`.execute(tx.db)
  await recordAudits(
    tx,
    people.map(({ id, role }) => ({ type: 'person.added' as const, subjectId: id, details: { role } })),
  )
}

/** What a list changes about a person; null leaves as it is. */
export type ListedChange = Partial<Omit<ListedPerson, 'id' | 'email' | 'role'>> & { id: string }

/** Changes many people, in two statements; what is missing or null stays as it is. */
export async function changePeople(tx: TxCtx, changes: readonly ListedChange[]): Promise<void> {
  if (changes.length === 0) return
  await sql`
    update person set name = coalesce(c.name, person.name), locale = coalesce(c.locale, person.locale),
      region = coalesce(c.region, person.region), employer = coalesce(c.employer, person.employer),
      phone = coalesce(c.phone, person.phone), sourced_id = coalesce(c."sourcedId", person.sourced_id)
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as c(id uuid, name text, locale text, region text,
      employer text, phone text, "sourcedId" text)
    where person.id = c.id and person.erased_at is null`.execute(tx.db)
  await recordAudits(
    tx,
    changes.map(({ id, ...change }) => ({
      type: 'person.changed' as const,
      subjectId: id,
      details: { ...change },
    })),
  )
}

/** Whom an invitation goes to, and what it says of the cohort. */
export type Invited = {
  id: string
  name: string
  email: string
  locale: Locale
  cohort: string | null
  zone: string
}

/** Letters that are worded in one go. */
const SLICE = 100

/** Sends many invitations; older unused links of these people are dead from then on. */
export async function sendInvitations(
  tx: TxCtx,
  people: readonly Invited[],
  { publicUrl, inviter }: { publicUrl: string; inviter: string },
): Promise<void> {
  const links = await issueLinks(
    tx,
    people.map(({ id }) => id),
    'invitation',
  )
  const untils = new Map<string, string>()
  const until = ({ locale, zone }: Invited, { expiresAt }: IssuedLink) => {
    const key = `${locale} ${zone}`
    const known = untils.get(key) ?? validUntil(expiresAt, locale, zone)
    untils.set(key, known)
    return known
  }
  for (let at = 0; at < people.length; at += SLICE) {
    const messages = people.slice(at, at + SLICE).flatMap((to) => {
      const link = links.get(to.id)
      if (!link) return []
      const notification: Parameters<typeof notifyAll>[1][number]['notification'] = {
        kind: 'invitation',
        link: publicUrl + link.path,
        inviter,
        cohort: to.cohort ?? '',
        hasCohort: to.cohort ? 'yes' : 'no',
        validUntil: until(to, link),
      }
      const { id, name, email, locale } = to
      return [{ to: { id, name, email, locale }, notification }]
    })
    await notifyAll(tx, messages)
  }
}
