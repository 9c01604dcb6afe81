import { sql } from 'kysely'
import type { Role } from '#app/access/actor.ts'
import type { Locale } from '#app/i18n/locales.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import type { KnownPeople, KnownPerson } from '../roster/roster-plan.ts'

/** A cohort as a list may name it. */
export type RosterCohort = { id: string; name: string; zone: string }

/** All cohorts, the newest first. */
export const rosterCohorts = (ctx: Ctx): Promise<RosterCohort[]> =>
  ctx.db
    .selectFrom('cohort')
    .orderBy('start_date', 'desc')
    .orderBy('name')
    .select(['id', 'name', 'zone'])
    .execute()

/** The people whom addresses and keys of a list may mean, in one statement; `lock` keeps them as they are until the end. */
export async function rosterPeople(
  ctx: Ctx,
  { emails, sourcedIds, lock }: { emails: string[]; sourcedIds: string[]; lock: boolean },
): Promise<KnownPeople> {
  let query = ctx.db
    .selectFrom('person as p')
    .where(
      sql<boolean>`(p.email in (select jsonb_array_elements_text(${JSON.stringify(emails)}::jsonb))
        or p.sourced_id in (select jsonb_array_elements_text(${JSON.stringify(sourcedIds)}::jsonb)))`,
    )
    .where('p.erased_at', 'is', null)
    .orderBy('p.id')
    .select([
      'p.id',
      'p.email',
      'p.name',
      'p.role',
      'p.locale',
      'p.region',
      'p.employer',
      'p.phone',
      'p.sourced_id as sourcedId',
      'p.deactivated_at as deactivatedAt',
    ])
    .select(
      sql<string[]>`array(select e.cohort_id::text from enrolment e where e.person_id = p.id)`.as(
        'cohortIds',
      ),
    )
  if (lock) query = query.forUpdate()
  const rows = await query.execute()
  const people = rows.map(
    ({ deactivatedAt, ...row }): KnownPerson => ({
      ...row,
      role: row.role as Role,
      locale: row.locale as Locale,
      deactivated: deactivatedAt !== null,
    }),
  )
  return {
    byEmail: new Map(people.map((person) => [person.email, person])),
    bySourcedId: new Map(people.flatMap((person) => (person.sourcedId ? [[person.sourcedId, person]] : []))),
  }
}
