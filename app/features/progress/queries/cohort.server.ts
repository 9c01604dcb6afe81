import { type RawBuilder, sql } from 'kysely'
import type { Permit, Scope } from '#app/access/permit.ts'
import type { Calendar, EssayDays } from '#app/features/cohorts/calendar.ts'
import { regionName } from '#app/i18n/regions.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { type EssayState, essayState } from '../essay-glance.ts'
import { SMALL_GROUP, type Standing, standingOf, type Touched } from '../standing.ts'

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

/** An essay that the cohort may have begun. */
export type WatchedEssay = EssayDays & { id: string; title: string; attempts: number }

/** Where a participant stands with one essay, by her own due time; points only where they are released. */
export type EssayStanding = {
  state: EssayState
  late: boolean
  points: number | null
  maxPoints: number | null
}

/** A participant by name; `essays` in the order of the cohort's essays. */
export type PersonStanding = Standing & {
  id: string
  name: string
  lastSeenAt: Date | null
  essays: EssayStanding[]
}

/** Essays of the cohort that no decision has been made on. */
export type Waiting = { count: number; oldest: Date | null }

type AttemptRow = {
  promptId: string
  number: number
  deadlineAt: string
  closedAt: string | null
  submittedAt: string | null
  late: boolean | null
  releasedAt: string | null
  points: number | null
  maxPoints: number | null
}

type AllowanceRow = { promptId: string; dueAt: string | null }

type PersonRow = { region: string | null; work: Touched | null }
type NamedRow = PersonRow & {
  id: string
  name: string
  lastSeenAt: string | null
  attempts: AttemptRow[] | null
  allowances: AllowanceRow[] | null
}

type Row<P> = {
  days: { day: number; required: number }[] | null
  people: P[] | null
  essays: WatchedEssay[] | null
  waiting: { count: number; oldest: string | null }
}

/** Everybody of a cohort with every day and every essay, in the order of the Kazakh alphabet. One statement. */
export async function cohortByName(
  ctx: Ctx,
  { scope }: Permit<'progress.read.names'>,
  cohort: CohortChoice,
): Promise<{ people: PersonStanding[]; essays: WatchedEssay[]; waiting: Waiting }> {
  const person = sql`json_build_object('id', p.id, 'name', p.name, 'region', p.region,
    'lastSeenAt', p.last_seen_at, 'work', w.days, 'attempts', t.attempts, 'allowances', al.allowances)`
  const row = await readCohort<NamedRow>(ctx, scope, cohort, person)
  const essays = row.essays ?? []
  const now = ctx.now()
  const judge = standings(cohort, row, now)
  return {
    essays,
    waiting: waitingOf(row),
    people: (row.people ?? []).map((one) => ({
      ...judge(one),
      id: one.id,
      name: one.name,
      lastSeenAt: moment(one.lastSeenAt),
      essays: essays.map((essay) => essayStanding(cohort, essay, one, now)),
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
): Promise<{ people: Standing[]; waiting: Waiting; withheld: boolean }> {
  const person = sql`json_build_object('region', p.region, 'work', w.days)`
  const row = await readCohort<PersonRow>(ctx, scope, cohort, person)
  const people = (row.people ?? []).map(standings(cohort, row, ctx.now()))
  if (people.length < SMALL_GROUP)
    return { people: [], waiting: { count: 0, oldest: null }, withheld: people.length > 0 }
  return { people, waiting: waitingOf(row), withheld: false }
}

async function readCohort<P>(
  ctx: Ctx,
  scope: Scope,
  cohort: CohortChoice,
  person: RawBuilder<unknown>,
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
    ), scale as (
      select r.id, (select sum((c->>'max')::numeric) from jsonb_array_elements(r.criteria) c) as points
      from rubric r
    ), tries as (
      select last.person_id, json_agg(json_build_object('promptId', last.prompt_id, 'number', last.number,
        'deadlineAt', last.deadline_at, 'closedAt', last.closed_at, 'submittedAt', s.submitted_at,
        'late', s.late, 'releasedAt', o.released_at, 'points', o.points, 'maxPoints', scale.points)) as attempts
      from (
        select distinct on (a.person_id, a.prompt_id) a.* from attempt a join people p on p.id = a.person_id
        order by a.person_id, a.prompt_id, a.number desc) last
      join prompt_version v on v.id = last.prompt_version_id
      join scale on scale.id = v.rubric_id
      left join lateral (
        select * from submission where person_id = last.person_id and prompt_id = last.prompt_id
          and superseded_at is null order by submitted_at desc limit 1) s on true
      left join outcome o on o.submission_id = s.id and o.released_at is not null
      group by last.person_id
    ), allowed as (
      select newest.person_id, json_agg(json_build_object('promptId', newest.prompt_id, 'dueAt', newest.due_at))
        as allowances
      from (
        select distinct on (a.person_id, a.prompt_id) a.* from allowance a join people p on p.id = a.person_id
        order by a.person_id, a.prompt_id, a.granted_at desc) newest
      group by newest.person_id
    ), offered as (
      select distinct on (v.prompt_id) v.prompt_id as id, v.day, v.due_day as "dueDay",
        v.cut_off_day as "cutOffDay", v.attempts,
        coalesce(v.texts #>> ${`{${ctx.locale},title}`}::text[], v.texts #>> '{ru,title}', '') as title
      from prompt_version v order by v.prompt_id, v.number desc
    )
    select
      (select json_agg(d) from (
        select day, count(*) filter (where required)::int as required from lessons group by day) d) as days,
      (select json_agg(o order by o.day, o."dueDay", o.id) from offered o) as essays,
      (select json_build_object('count', count(*)::int, 'oldest', min(s.submitted_at)) from submission s
        where s.cohort_id = ${cohort.id} and ${inScope(scope, 's.cohort_id')} and s.superseded_at is null
          and not exists (select from outcome o where o.submission_id = s.id)) as waiting,
      (select json_agg(${person} order by p.name collate "kk-x-icu", p.id) from people p
        left join work w on w.person_id = p.id
        left join tries t on t.person_id = p.id
        left join allowed al on al.person_id = p.id) as people`.execute(ctx.db)
  const [row] = rows
  if (!row) throw new Error('a select of columns without a table has one row')
  return row
}

const moment = (text: string | null): Date | null => (text === null ? null : new Date(text))

const waitingOf = ({ waiting }: Row<unknown>): Waiting => ({
  count: waiting.count,
  oldest: moment(waiting.oldest),
})

function standings(calendar: Calendar, row: Row<unknown>, now: Date): (person: PersonRow) => Standing {
  const required = new Map((row.days ?? []).map((one) => [one.day, one.required]))
  return ({ region, work }) => ({
    // One name for each region, whichever language it was written in, so that nobody's stands apart.
    region: regionName(region?.trim() ?? '', 'ru'),
    ...standingOf(calendar, required, work ?? [], now),
  })
}

function essayStanding(
  calendar: Calendar,
  essay: WatchedEssay,
  { attempts, allowances }: Pick<NamedRow, 'attempts' | 'allowances'>,
  now: Date,
): EssayStanding {
  const last = attempts?.find(({ promptId }) => promptId === essay.id)
  const own = allowances?.find(({ promptId }) => promptId === essay.id)
  const late = last?.late ?? false
  const state = essayState(
    calendar,
    {
      ...essay,
      ownDueAt: moment(own?.dueAt ?? null),
      attemptsAllowed: essay.attempts,
      attemptsMade: last?.number ?? 0,
      deadlineAt: moment(last?.deadlineAt ?? null),
      closedAt: moment(last?.closedAt ?? null),
      submittedAt: moment(last?.submittedAt ?? null),
      late,
      releasedAt: moment(last?.releasedAt ?? null),
    },
    now,
  )
  return { state, late, points: last?.points ?? null, maxPoints: last?.maxPoints ?? null }
}
