import { sql } from 'kysely'
import { recordAudits } from '#app/platform/audit.server.ts'
import type { TxCtx } from '#app/platform/ctx.ts'
import {
  addPeople,
  changePeople,
  type ListedChange,
  type ListedPerson,
  newPersonId,
  sendInvitations,
} from '../../identity/steps/many-people.server.ts'
import type { ListAbout } from '../../imports/list-kind.ts'
import type { RosterCohort } from '../queries/roster.server.ts'
import type { RosterRow } from '../roster/roster-plan.ts'
import { inviterOf } from './enrol.server.ts'

type Options = { about: ListAbout; cohorts: RosterCohort[]; publicUrl: string }

/** Adds the new people of a list, changes the others, enrols them, and sends the invitations where they are wanted. */
export async function applyRoster(tx: TxCtx, rows: readonly RosterRow[], options: Options): Promise<void> {
  const { about } = options
  const added = rows.flatMap((row) => (row.verdict === 'new' ? listed(row, about) : []))
  const changed = rows.flatMap((row) => (row.verdict === 'changed' ? changeOf(row) : []))
  await addPeople(
    tx,
    added.map(({ person }) => person),
  )
  await changePeople(tx, changed)
  await enrolMany(tx, [
    ...added.map(({ person, cohortId }) => ({ personId: person.id, cohortId })),
    ...rows.flatMap(({ verdict, changes, known, person: { cohort } }) =>
      verdict === 'changed' && known && changes.some(({ field }) => field === 'cohort')
        ? [{ personId: known.id, cohortId: cohort.id }]
        : [],
    ),
  ])
  if (!about.invite || added.length === 0) return
  const zones = new Map(options.cohorts.map(({ id, zone }) => [id, zone]))
  const people = added.map(({ person: { id, name, email, locale }, cohort, cohortId }) => ({
    ...{ id, name, email, locale, cohort },
    zone: zones.get(cohortId) ?? 'UTC',
  }))
  await sendInvitations(tx, people, { publicUrl: options.publicUrl, inviter: await inviterOf(tx) })
}

type Added = { person: ListedPerson; cohortId: string; cohort: string }

function listed({ person }: RosterRow, { locale: fallback }: ListAbout): Added[] {
  const { email, name, region, employer, phone, sourcedId, cohort } = person
  if (!email || !name) return []
  const locale = person.locale ?? fallback
  const added: ListedPerson = {
    id: newPersonId(),
    ...{ email, name, locale, employer, phone, sourcedId },
    role: person.role ?? 'participant',
    region: region?.[locale] ?? null,
  }
  return [{ person: added, cohortId: cohort.id, cohort: cohort.name }]
}

function changeOf({ changes, known, person }: RosterRow): ListedChange[] {
  const own = changes.filter(({ field }) => field !== 'cohort')
  if (!known || own.length === 0) return []
  const values = Object.fromEntries(own.map(({ field, to }) => [field, to]))
  const { language, ...rest } = values
  return [{ id: known.id, ...rest, ...(language && person.locale ? { locale: person.locale } : {}) }]
}

/** Enrols many people, each in a cohort, in two statements. */
async function enrolMany(tx: TxCtx, pairs: { personId: string; cohortId: string }[]): Promise<void> {
  if (pairs.length === 0) return
  const added = await sql<{ personId: string; cohortId: string }>`
    insert into enrolment (cohort_id, person_id, enrolled_at)
    select e."cohortId", e."personId", ${tx.now()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as e("personId" uuid, "cohortId" uuid)
    on conflict do nothing
    returning person_id as "personId", cohort_id as "cohortId"`.execute(tx.db)
  await recordAudits(
    tx,
    added.rows.map(({ personId, cohortId }) => ({
      type: 'person.enrolled' as const,
      subjectId: personId,
      details: { cohortId },
    })),
  )
}
