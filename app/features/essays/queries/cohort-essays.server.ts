import { type RawBuilder, sql } from 'kysely'
import type { Calendar, EssayDays } from '#app/features/cohorts/calendar.ts'
import type { Locale } from '#app/i18n/locales.ts'
import { availabilityOf } from '../availability.ts'
import { type AttemptState, type EssayState, essayState } from '../essay-state.ts'
import { attemptStateSql, joinSubmission } from './attempt-state.server.ts'

/** An essay that participants of a cohort may write. */
export type CohortEssay = EssayDays & { id: string; title: string; attempts: number }

/** All essays of the course as a JSON array, to stand among the columns of another statement. */
export const cohortEssaysJson = (locale: Locale): RawBuilder<CohortEssay[] | null> => sql`
  (select json_agg(o order by o.day, o."dueDay", o.id) from (
    select distinct on (v.prompt_id) v.prompt_id as id, v.day, v.due_day as "dueDay", v.cut_off_day as "cutOffDay",
      v.attempts, coalesce(v.texts #>> ${`{${locale},title}`}::text[], v.texts #>> '{ru,title}', '') as title
    from prompt_version v order by v.prompt_id, v.number desc) o)`

/** What one person has at one essay, as JSON; the state is `personEssay`'s. */
export type PersonEssayJson = {
  promptId: string
  ownDueAt: string | null
  newest: { number: number; deadlineAt: string; closedAt: string | null } | null
  submission: { late: boolean; released: boolean; points: number | null; maxPoints: number } | null
}

/**
 * The essays of many people at once: a relation of `person_id` and `essays`, a JSON array without those that a person
 * has neither begun nor been given time for. `people` is a relation with `id`.
 */
export const essaysByPerson = (people: RawBuilder<unknown>): RawBuilder<unknown> => sql`(
  select t.person_id, json_agg(json_build_object('promptId', t.prompt_id, 'ownDueAt', t.due_at,
    'newest', case when t.number is not null then json_build_object('number', t.number,
      'deadlineAt', t.deadline_at, 'closedAt', t.closed_at) end,
    'submission', case when s.id is not null then json_build_object('late', s.late,
      'released', o.submission_id is not null, 'points', o.points, 'maxPoints', scale.points) end)) as essays
  from (
    select coalesce(a.person_id, l.person_id) as person_id, coalesce(a.prompt_id, l.prompt_id) as prompt_id,
      a.number, a.deadline_at, a.closed_at, l.due_at
    from (select distinct on (person_id, prompt_id) person_id, prompt_id, number, deadline_at, closed_at
        from attempt where person_id in (select id from ${people} p)
        order by person_id, prompt_id, number desc) a
    full join (select distinct on (person_id, prompt_id) person_id, prompt_id, due_at
        from allowance where person_id in (select id from ${people} p)
        order by person_id, prompt_id, granted_at desc) l
      on l.person_id = a.person_id and l.prompt_id = a.prompt_id) t
  left join lateral (
    select * from submission where person_id = t.person_id and prompt_id = t.prompt_id
      and superseded_at is null order by submitted_at desc limit 1) s on true
  left join released_outcome o on o.submission_id = s.id
  left join (
    select v.id, (select sum((c->>'max')::numeric) from jsonb_array_elements(r.criteria) c) as points
    from prompt_version v join rubric r on r.id = v.rubric_id) scale on scale.id = s.prompt_version_id
  group by t.person_id)`

/** The state of one essay of one participant; points only where they are released. */
export type PersonEssay = {
  state: EssayState
  late: boolean
  points: number | null
  maxPoints: number | null
}

/** The state of `essay` for a person whose `essays` were read by `essaysByPerson`. */
export function personEssay(
  calendar: Calendar,
  essay: CohortEssay,
  essays: readonly PersonEssayJson[],
  now: Date,
): PersonEssay {
  const own = essays.find(({ promptId }) => promptId === essay.id)
  const { newest = null, submission = null } = own ?? {}
  const offer = availabilityOf(calendar, essay, { dueAt: own?.ownDueAt ? new Date(own.ownDueAt) : null })
  const attempt = newest && {
    number: newest.number,
    deadlineAt: new Date(newest.deadlineAt),
    closedAt: newest.closedAt === null ? null : new Date(newest.closedAt),
    submission,
  }
  return {
    state: essayState(offer, attempt, now),
    late: submission?.late ?? false,
    points: submission?.points ?? null,
    maxPoints: submission?.maxPoints ?? null,
  }
}

type StateCount = { promptId: string; state: AttemptState; count: number }

/**
 * How many of `people` (a relation with `id`) have their newest attempt at each essay in which state, as a JSON array
 * without a trace of who it is.
 */
export const essayCountsJson = (
  people: RawBuilder<unknown>,
  now: Date,
): RawBuilder<StateCount[] | null> => sql`
  (select json_agg(json_build_object('promptId', n.prompt_id, 'state', n.state, 'count', n.count)) from (
    select x.prompt_id, x.state, count(*)::int as count from (
      select distinct on (a.person_id, a.prompt_id) a.prompt_id, ${attemptStateSql(now)} as state
      from attempt a ${joinSubmission} where a.person_id in (select id from ${people} p)
      order by a.person_id, a.prompt_id, a.number desc) x
    group by x.prompt_id, x.state) n)`

/** How many participants of a cohort write an essay, have handed it in, and may read their mark. */
export type EssayCounts = { title: string; writing: number; handedIn: number; released: number; all: number }

const handedIn: readonly AttemptState[] = ['submitted', 'marked', 'released']

/** Brings counts by state together, an entry for each essay; `all` is the number of participants. */
export function essayCounts(
  essays: readonly CohortEssay[],
  counts: readonly StateCount[],
  all: number,
): (EssayCounts & Pick<CohortEssay, 'day'>)[] {
  return essays.map(({ id, title, day }) => {
    const sum = (states: readonly AttemptState[]) =>
      counts
        .filter(({ promptId, state }) => promptId === id && states.includes(state))
        .reduce((total, { count }) => total + count, 0)
    return {
      title,
      day,
      all,
      writing: sum(['writing', 'closing']),
      handedIn: sum(handedIn),
      released: sum(['released']),
    }
  })
}
