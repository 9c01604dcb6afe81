import { type RawBuilder, sql } from 'kysely'
import type { Permit } from '#app/access/permit.ts'
import type { Calendar, EssayDays } from '#app/features/cohorts/calendar.ts'
import { type Cursor, containing, writeCursor } from '#app/features/cohorts/cursor.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import type { AttemptState } from '../essay-state.ts'
import type { RosterFilter } from '../roster.ts'
import { attemptStateSql, joinSubmission } from './attempt-state.server.ts'

/** The cohorts and prompts that a list of attempts may be about: cohorts the newest first, prompts as in the course. */
export type RosterOptions = {
  cohorts: (Calendar & { id: string; name: string })[]
  prompts: (EssayDays & { id: string; slug: string; title: string; minutes: number })[]
  /** Where the late copy that has waited longest is; null where none waits. */
  waiting: { cohortId: string; slug: string } | null
}

/** Reads them in one statement. */
export async function rosterOptions(ctx: Ctx, _permit: Permit<'attempt.list'>): Promise<RosterOptions> {
  const { rows } = await sql<RosterOptions>`
    select
      coalesce((select json_agg(json_build_object('id', c.id, 'name', c.name, 'startDate', c.start_date::text,
        'zone', c.zone, 'days', c.days, 'openingMinute', c.opening_minute) order by c.start_date desc, c.name)
        from cohort c), '[]') as cohorts,
      coalesce((select json_agg(v order by v.day, v.slug) from (
        select distinct on (p.id) p.id, p.slug, n.day, n.due_day as "dueDay", n.cut_off_day as "cutOffDay", n.minutes,
          coalesce(n.texts #>> ${`{${ctx.locale},title}`}::text[], p.slug) as title
        from prompt p join prompt_version n on n.prompt_id = p.id order by p.id, n.number desc) v), '[]') as prompts,
      (select json_build_object('cohortId', a.cohort_id, 'slug', p.slug) from late_copy c
        join attempt a on a.id = c.attempt_id join prompt p on p.id = a.prompt_id
        where c.accepted_at is null order by c.received_at limit 1) as waiting`.execute(ctx.db)
  return rows[0] ?? { cohorts: [], prompts: [], waiting: null }
}

/** One attempt in a list, never with its text. */
export type RosterAttempt = {
  id: string
  number: number
  state: AttemptState
  deadlineAt: Date
  submittedAt: Date | null
  /** Of what was submitted, else of what the server holds; null where nobody has begun. */
  words: number
  late: boolean
  /** Late copies that wait. */
  copies: number
}

/** A participant with all attempts at one prompt, and the time that staff allowed. */
export type RosterPerson = {
  id: string
  name: string
  email: string
  allowance: { extraMinutes: number; dueAt: Date | null } | null
  attempts: RosterAttempt[]
}

/** What the list is about and narrowed to. */
export type RosterQuery = {
  cohortId: string
  promptId: string
  state: RosterFilter | null
  search: string
}

export type RosterPage = {
  people: RosterPerson[]
  /** How many participants match the filter. */
  total: number
  /** How many of them are participants of the cohort now: they can be given time. */
  members: number
  /** How many attempts of all are in each state; those who have not begun count as one. */
  counts: Partial<Record<RosterFilter, number>>
  previous: string | null
  next: string | null
}

const PAGE = 50

type Jsonified<T> = {
  [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | null ? string | null : T[K]
}
type RawPerson = Omit<RosterPerson, 'attempts' | 'allowance'> & {
  attempts: Jsonified<RosterAttempt>[] | null
  allowance: Jsonified<NonNullable<RosterPerson['allowance']>> | null
}
type Row = {
  people: RawPerson[] | null
  total: number
  members: number
  counts: RosterPage['counts'] | null
}

/** True where person `p` is a participant of the cohort now. */
const isMember = (
  cohortId: string,
) => sql<boolean>`(p.role = 'participant' and p.deactivated_at is null and exists (
  select from enrolment e where e.person_id = p.id and e.cohort_id = ${cohortId}))`

/** One row an attempt at a prompt, and one for each participant of the cohort without an attempt. */
const rosterRows = ({ cohortId, promptId }: RosterQuery, now: Date): RawBuilder<unknown> => sql`
  select p.id as person_id, p.name, p.email, a.id as attempt_id, a.number, a.deadline_at, s.submitted_at, s.words,
    coalesce(s.late, false) as late,
    (select count(*)::int from late_copy c where c.attempt_id = a.id and c.accepted_at is null) as copies,
    ${attemptStateSql(now)} as state, s.id is not null and not m.decided as undecided,
    ${isMember(cohortId)} as member
  from person p
  left join attempt a on a.person_id = p.id and a.cohort_id = ${cohortId} and a.prompt_id = ${promptId}
  ${joinSubmission}
  where a.id is not null or ${isMember(cohortId)}`

function matchesFilter({ state, search }: RosterQuery): RawBuilder<unknown> {
  const pattern = containing(search)
  const named = search.trim() ? sql`(name ilike ${pattern} or email ilike ${pattern})` : sql`true`
  if (state === 'late') return sql`${named} and late`
  if (state === 'undecided') return sql`${named} and undecided`
  if (state === 'copies') return sql`${named} and copies > 0`
  return state ? sql`${named} and state = ${state}` : named
}

function afterCursor(cursor: Cursor | null): RawBuilder<unknown> {
  if (!cursor) return sql`true`
  const there = sql`(${cursor.name}::text collate "kk-x-icu", ${cursor.id}::uuid)`
  return sql`(name collate "kk-x-icu", person_id) ${cursor.back ? sql`<` : sql`>`} ${there}`
}

/** One page of participants with their attempts, in the order of the Kazakh alphabet. One statement. */
export async function rosterPage(
  ctx: Ctx,
  _permit: Permit<'attempt.list'>,
  filter: RosterQuery,
  cursor: Cursor | null,
): Promise<RosterPage> {
  const back = cursor?.back ?? false
  const direction = back ? sql`desc` : sql`asc`
  const { rows } = await sql<Row>`
    with roster as materialized (${rosterRows(filter, ctx.now())}),
    matching as (select * from roster where ${matchesFilter(filter)}),
    page as (
      select person_id, name, email from matching where ${afterCursor(cursor)} group by person_id, name, email
      order by name collate "kk-x-icu" ${direction}, person_id ${direction} limit ${PAGE + 1}
    )
    select
      (select count(distinct person_id)::int from matching) as total,
      (select count(distinct person_id)::int from matching where member) as members,
      (select json_object_agg(state, n) from (
        select state, count(*)::int as n from roster group by state
        union all select 'late', count(*)::int from roster where late
        union all select 'undecided', count(*)::int from roster where undecided
        union all select 'copies', count(*)::int from roster where copies > 0) c) as counts,
      (select json_agg(json_build_object('id', page.person_id, 'name', page.name, 'email', page.email,
        'allowance', (
          select json_build_object('extraMinutes', l.extra_minutes, 'dueAt', l.due_at) from allowance l
          where l.person_id = page.person_id and l.prompt_id = ${filter.promptId}
          order by l.granted_at desc limit 1),
        'attempts', (
          select json_agg(json_build_object('id', k.attempt_id, 'number', k.number, 'state', k.state,
            'deadlineAt', k.deadline_at, 'submittedAt', k.submitted_at, 'words', coalesce(k.words, d.words, 0),
            'late', k.late, 'copies', k.copies) order by k.number)
          from matching k left join draft d on d.attempt_id = k.attempt_id and k.words is null
          where k.person_id = page.person_id and k.attempt_id is not null))
        order by page.name collate "kk-x-icu" ${direction}, page.person_id ${direction}) from page) as people`.execute(
    ctx.db,
  )
  const row = rows[0] ?? { people: null, total: 0, members: 0, counts: null }
  const found = (row.people ?? []).map(personOf)
  const more = found.length > PAGE
  const people = found.slice(0, PAGE)
  if (back) people.reverse()
  const [first, last] = [people[0], people.at(-1)]
  return {
    people,
    total: row.total,
    members: row.members,
    counts: row.counts ?? {},
    previous: first && (back ? more : cursor) ? writeCursor({ back: true, ...first }) : null,
    next: last && (back || more) ? writeCursor({ back: false, ...last }) : null,
  }
}

/** Everybody on all pages of such a list who is a participant of the cohort now. */
export async function rosterMembers(
  ctx: Ctx,
  _permit: Permit<'attempt.list'>,
  filter: RosterQuery,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct person_id as id from (${rosterRows(filter, ctx.now())}) roster
    where member and ${matchesFilter(filter)} order by id`.execute(ctx.db)
  return rows.map(({ id }) => id)
}

const moment = (text: string | null): Date | null => (text === null ? null : new Date(text))

const personOf = ({ attempts, allowance, ...person }: RawPerson): RosterPerson => ({
  ...person,
  allowance: allowance && { ...allowance, dueAt: moment(allowance.dueAt) },
  attempts: (attempts ?? []).map((attempt) => ({
    ...attempt,
    deadlineAt: new Date(attempt.deadlineAt),
    submittedAt: moment(attempt.submittedAt),
  })),
})
