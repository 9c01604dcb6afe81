import { sql } from 'kysely'
import type { Role } from '#app/access/actor.ts'
import type { Permit } from '#app/access/permit.ts'
import type { Ctx } from '#app/platform/ctx.ts'

/** A cohort with how many of its people study, and how many work for it. */
export type CohortRow = {
  id: string
  name: string
  startDate: string
  zone: string
  days: number
  openingMinute: number
  graceSeconds: number
  /** The local date on which the participants are erased. */
  retainUntil: string | null
  participants: number
  staff: number
}

const cohorts = (ctx: Ctx) =>
  ctx.db
    .selectFrom('cohort as c')
    .select([
      'c.id',
      'c.name',
      sql<string>`c.start_date`.as('startDate'),
      'c.zone',
      'c.days',
      'c.opening_minute as openingMinute',
      'c.grace_seconds as graceSeconds',
      sql<string | null>`c.retain_until::text`.as('retainUntil'),
    ])
    .select((eb) => {
      const members = eb
        .selectFrom('enrolment as e')
        .innerJoin('person as p', 'p.id', 'e.person_id')
        .whereRef('e.cohort_id', '=', 'c.id')
        .select((count) => count.cast<number>(count.fn.countAll(), 'integer').as('n'))
      return [
        members.where('p.role', '=', 'participant').$asScalar().$notNull().as('participants'),
        members.where('p.role', '<>', 'participant').$asScalar().$notNull().as('staff'),
      ]
    })

/** All cohorts, the newest first. */
export const listCohorts = (ctx: Ctx, _permit: Permit<'cohort.manage'>): Promise<CohortRow[]> =>
  cohorts(ctx).orderBy('c.start_date', 'desc').orderBy('c.name').execute()

/** The cohort of a permit. */
export const oneCohort = (ctx: Ctx, permit: Permit<'cohort.change'>): Promise<CohortRow> =>
  cohorts(ctx).where('c.id', '=', permit.cohortId).executeTakeFirstOrThrow()

/** Names of all cohorts, the newest first, to choose from. */
export const cohortChoices = (
  ctx: Ctx,
  _permit: Permit<'people.manage'>,
): Promise<{ id: string; name: string }[]> =>
  ctx.db.selectFrom('cohort').orderBy('start_date', 'desc').orderBy('name').select(['id', 'name']).execute()

/** One person in a cohort. */
export type Member = { id: string; name: string; email: string; role: Role; deactivated: boolean }

/** Everybody in a cohort: staff first, then by the Kazakh alphabet. */
export const membersOf = (ctx: Ctx, permit: Permit<'cohort.change'>): Promise<Member[]> =>
  ctx.db
    .selectFrom('enrolment as e')
    .innerJoin('person as p', 'p.id', 'e.person_id')
    .where('e.cohort_id', '=', permit.cohortId)
    .orderBy((eb) => eb('p.role', '=', 'participant'))
    .orderBy(sql`p.name collate "kk-x-icu"`)
    .orderBy('p.id')
    .select(['p.id', 'p.name', 'p.email', 'p.role'])
    .select((eb) => eb('p.deactivated_at', 'is not', null).$castTo<boolean>().as('deactivated'))
    .execute()
