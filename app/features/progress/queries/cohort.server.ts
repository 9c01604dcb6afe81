import { type RawBuilder, sql } from 'kysely'
import type { Permit, Scope } from '#app/access/permit.ts'
import type { Calendar } from '#app/features/cohorts/calendar.ts'
import {
  type CohortEssay,
  cohortEssaysJson,
  type EssayCounts,
  essayCounts,
  essayCountsJson,
  essaysByPerson,
  type PersonEssay,
  type PersonEssayJson,
  personEssay,
} from '#app/features/essays/queries/cohort-essays.server.ts'
import { undecidedScripts } from '#app/features/grading/queries/waiting.server.ts'
import { regionName } from '#app/i18n/regions.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { type DayProgress, progressOf, SMALL_GROUP, type Touched } from '../cohort-progress.ts'

/** A cohort to choose, with its calendar. */
export type CohortChoice = Calendar & { id: string; name: string }

const inScope = (scope: Scope, column: string): RawBuilder<boolean> =>
  scope === 'all' ? sql`true` : sql`${sql.ref(column)} = any(${scope}::uuid[])`

/** The cohorts whose progress the permit opens, the newest first. */
export async function cohortsToWatch(
  ctx: Ctx,
  { scope }: Permit<'progress.read.names'> | Permit<'progress.read.figures'>,
): Promise<CohortChoice[]> {
  const { rows } = await sql<CohortChoice>`
    select c.id, c.name, c.start_date::text as "startDate", c.zone, c.days, c.opening_minute as "openingMinute"
    from cohort c where ${inScope(scope, 'c.id')} order by c.start_date desc, c.name`.execute(ctx.db)
  return rows
}

/** A participant by name; `essays` in the order of the cohort's essays, empty where they are withheld. */
export type PersonProgress = DayProgress & {
  id: string
  name: string
  lastSeenAt: Date | null
  essays: PersonEssay[]
}

/** A cohort by name. Either `essays` stand beside the names, or `counts` say how many have written what. */
export type CohortByName = {
  people: PersonProgress[]
  essays: CohortEssay[]
  counts: (EssayCounts & { day: number })[] | null
  waiting: Waiting
}

/** Essays of the cohort that no decision has been made on. */
export type Waiting = { count: number; oldest: Date | null }

type PersonRow = { region: string | null; work: Touched | null }
type NamedRow = PersonRow & {
  id: string
  name: string
  lastSeenAt: string | null
  essays?: PersonEssayJson[] | null
}

type Row<P> = {
  days: { day: number; required: number }[] | null
  people: P[] | null
  essays: CohortEssay[] | null
  counts: Parameters<typeof essayCounts>[1] | null
  waiting: { count: number; oldest: string | null }
}

/**
 * Everybody of a cohort with every day, in the order of the Kazakh alphabet. One statement.
 *
 * Leads mark blind. Whoever marks sees no state, time or points of an essay beside a name: joined with the queue,
 * which shows scripts by code with their times and words, it would tell whose script a code is. Only a permit for
 * `essays`, which nobody who marks can have, puts them beside the names; without it there are counts of the cohort.
 */
export async function cohortByName(
  ctx: Ctx,
  { scope }: Permit<'progress.read.names'>,
  essaysPermit: Permit<'progress.read.essays'> | null,
  cohort: CohortChoice,
): Promise<CohortByName> {
  const named = sql`'id', p.id, 'name', p.name, 'region', p.region, 'lastSeenAt', p.last_seen_at, 'work', w.days`
  const row = await readCohort<NamedRow>(
    ctx,
    scope,
    cohort,
    essaysPermit
      ? {
          person: sql`json_build_object(${named}, 'essays', e.essays)`,
          join: sql`left join ${essaysByPerson(sql`people`)} e on e.person_id = p.id`,
          counts: sql`null::json`,
        }
      : {
          person: sql`json_build_object(${named})`,
          join: sql``,
          counts: essayCountsJson(sql`people`, ctx.now()),
        },
  )
  const people = row.people ?? []
  const essays = row.essays ?? []
  const now = ctx.now()
  const progress = progressOfRows(cohort, row, now)
  return {
    essays: essaysPermit ? essays : [],
    counts: essaysPermit ? null : essayCounts(essays, row.counts ?? [], people.length),
    waiting: waitingOf(row),
    people: people.map((one) => ({
      ...progress(one),
      id: one.id,
      name: one.name,
      lastSeenAt: moment(one.lastSeenAt),
      essays: essaysPermit ? essays.map((essay) => personEssay(cohort, essay, one.essays ?? [], now)) : [],
    })),
  }
}

/**
 * The same without a trace of who it is: region and days alone leave the database. A cohort of fewer than `SMALL_GROUP`
 * participants is `withheld`: its figures would describe persons. One statement.
 */
export async function cohortByRegion(
  ctx: Ctx,
  { scope }: Permit<'progress.read.figures'>,
  cohort: CohortChoice,
): Promise<{ people: DayProgress[]; waiting: Waiting; withheld: boolean }> {
  const person = sql`json_build_object('region', p.region, 'work', w.days)`
  const row = await readCohort<PersonRow>(ctx, scope, cohort, {
    person,
    join: sql``,
    counts: sql`null::json`,
  })
  const people = (row.people ?? []).map(progressOfRows(cohort, row, ctx.now()))
  if (people.length < SMALL_GROUP)
    return { people: [], waiting: { count: 0, oldest: null }, withheld: people.length > 0 }
  return { people, waiting: waitingOf(row), withheld: false }
}

/** What is read of each person `p` with lesson work `w`, what is joined for it, and counts of essays. */
type Columns = Record<'person' | 'join' | 'counts', RawBuilder<unknown>>

async function readCohort<P>(
  ctx: Ctx,
  scope: Scope,
  cohort: CohortChoice,
  { person, join, counts }: Columns,
): Promise<Row<P>> {
  const now = ctx.now()
  const { rows } = await sql<Row<P>>`
    with lessons as (
      select l.id, l.day, l.required from lesson l where l.day <= ${cohort.days} and exists (
        select from lesson_publication x where x.lesson_id = l.id and x.effective_at <= ${now})
    ), people as (
      select p.id, p.name, p.region, p.last_seen_at from enrolment e join person p on p.id = e.person_id
      where e.cohort_id = ${cohort.id} and ${inScope(scope, 'e.cohort_id')}
        and p.role = 'participant' and p.deactivated_at is null
    ), touched as (
      select v.person_id, v.lesson_id, false as done from lesson_visit v join people p on p.id = v.person_id
      union select a.person_id, a.lesson_id, false from self_check_answer a join people p on p.id = a.person_id
      union select c.person_id, c.lesson_id, true from lesson_completion c join people p on p.id = c.person_id
    ), work as (
      select d.person_id, json_agg(json_build_array(d.day, d.completed)) as days from (
        select t.person_id, l.day, count(*) filter (where t.done and l.required)::int as completed
        from touched t join lessons l on l.id = t.lesson_id group by t.person_id, l.day) d
      group by d.person_id
    )
    select
      (select json_agg(d) from (
        select day, count(*) filter (where required)::int as required from lessons group by day) d) as days,
      ${cohortEssaysJson(ctx.locale)} as essays,
      ${counts} as counts,
      (select json_build_object('count', count(*)::int, 'oldest', min(u.submitted_at)) from ${undecidedScripts} u
        where u.cohort_id = ${cohort.id} and ${inScope(scope, 'u.cohort_id')}) as waiting,
      (select json_agg(${person} order by p.name collate "kk-x-icu", p.id) from people p
        left join work w on w.person_id = p.id ${join}) as people`.execute(ctx.db)
  const [row] = rows
  if (!row) throw new Error('a select of columns without a table has one row')
  return row
}

const moment = (text: string | null): Date | null => (text === null ? null : new Date(text))

const waitingOf = ({ waiting }: Row<unknown>): Waiting => ({
  count: waiting.count,
  oldest: moment(waiting.oldest),
})

function progressOfRows(
  calendar: Calendar,
  row: Row<unknown>,
  now: Date,
): (person: PersonRow) => DayProgress {
  const required = new Map((row.days ?? []).map((one) => [one.day, one.required]))
  return ({ region, work }) => ({
    // One name for each region, whichever language it was written in, so that nobody's stands apart.
    region: regionName(region?.trim() ?? '', 'ru'),
    ...progressOf(calendar, required, work ?? [], now),
  })
}
