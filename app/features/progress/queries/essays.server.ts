import { type RawBuilder, sql } from 'kysely'
import { type Calendar, dayNumber, type EssayTimes, essayTimes } from '#app/features/cohorts/calendar.ts'
import type { Locale } from '#app/i18n/locales.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import type { EssayFacts } from '../essay-glance.ts'

/** One essay of the course and the person's last attempt at it, as the database gives it (JSON: moments are text). */
export type EssayRow = {
  slug: string
  versionId: string
  day: number
  dueDay: number
  cutOffDay: number
  minutes: number
  extraMinutes: number
  ownDueAt: string | null
  attemptsAllowed: number
  attemptsMade: number
  startedAt: string | null
  deadlineAt: string | null
  closedAt: string | null
  submittedAt: string | null
  late: boolean | null
  releasedAt: string | null
  /** Null until the feedback is released, whatever has been decided. */
  points: number | null
}

/** The same with its title, and the scale that its points lie on. */
export type EssayGlance = EssayFacts &
  EssayTimes & {
    slug: string
    title: string
    /** What she was allowed in addition is among them. */
    minutes: number
    /** The day of the course on which it is due for her. */
    dueOn: number
    points: number | null
    maxPoints: number
    passPoints: number
  }

/** All essays as one JSON array, to stand among the columns of another statement. */
export const essayRows = (personId: string): RawBuilder<EssayRow[]> => sql`
  coalesce((select json_agg(e order by e."dueDay", e.slug) from (
    select p.slug, coalesce(t.submitted_version, n.id) as "versionId", n.day, n.due_day as "dueDay",
      n.cut_off_day as "cutOffDay", n.minutes, coalesce(l.extra_minutes, 0) as "extraMinutes", l.due_at as "ownDueAt",
      n.attempts as "attemptsAllowed", coalesce(t.number, 0) as "attemptsMade",
      t.started_at as "startedAt", t.deadline_at as "deadlineAt", t.closed_at as "closedAt",
      t.submitted_at as "submittedAt", t.late, t.released_at as "releasedAt", t.points
    from prompt p
    cross join lateral (
      select v.id, v.day, v.due_day, v.cut_off_day, v.minutes, v.attempts from prompt_version v
      where v.prompt_id = p.id order by v.number desc limit 1) n
    left join lateral (
      select extra_minutes, due_at from allowance
      where prompt_id = p.id and person_id = ${personId} order by granted_at desc limit 1) l on true
    left join lateral (
      select a.number, a.started_at, a.deadline_at, a.closed_at, s.submitted_at, s.late,
        s.prompt_version_id as submitted_version, o.released_at, o.points
      from attempt a
      left join lateral (
        select * from submission where person_id = a.person_id and prompt_id = a.prompt_id
          and superseded_at is null order by submitted_at desc limit 1) s on true
      left join outcome o on o.submission_id = s.id and o.released_at is not null
      where a.prompt_id = p.id and a.person_id = ${personId}
      order by a.number desc limit 1) t on true) e), '[]')`

type Texts = { titles: Partial<Record<Locale, string>>; maxPoints: number; passPoints: number }

// Versions of prompts never change, and there are a handful of them.
const kept = new Map<string, Texts>()

/** Adds titles and scales, which are read once a process. */
export async function withTexts(ctx: Ctx, calendar: Calendar, rows: EssayRow[]): Promise<EssayGlance[]> {
  const missing = rows.map((row) => row.versionId).filter((id) => !kept.has(id))
  if (missing.length > 0) await readTexts(ctx, missing)
  return rows.flatMap((row) => {
    const texts = kept.get(row.versionId)
    if (!texts) return []
    const { titles, maxPoints, passPoints } = texts
    const { slug, day, dueDay, cutOffDay, attemptsAllowed, attemptsMade } = row
    const ownDueAt = moment(row.ownDueAt)
    const times = essayTimes(calendar, row, ownDueAt)
    return {
      slug,
      title: titles[ctx.locale] ?? titles.ru ?? slug,
      day,
      dueDay,
      cutOffDay,
      ownDueAt,
      ...times,
      dueOn: Math.min(dayNumber(calendar, times.dueAt), calendar.days),
      minutes: row.minutes + row.extraMinutes,
      attemptsAllowed,
      attemptsMade,
      deadlineAt: moment(row.deadlineAt),
      closedAt: moment(row.closedAt),
      submittedAt: moment(row.submittedAt),
      late: row.late ?? false,
      releasedAt: moment(row.releasedAt),
      points: row.points,
      maxPoints,
      passPoints,
    }
  })
}

const moment = (text: string | null): Date | null => (text === null ? null : new Date(text))

async function readTexts(ctx: Ctx, ids: string[]): Promise<void> {
  const rows = await ctx.db
    .selectFrom('prompt_version as v')
    .innerJoin('rubric as r', 'r.id', 'v.rubric_id')
    .where(sql<boolean>`v.id = any(${ids}::uuid[])`)
    .select(['v.id', 'r.pass_points as passPoints'])
    .select(
      sql<Texts['titles']>`jsonb_build_object('kk', v.texts #> '{kk,title}', 'ru', v.texts #> '{ru,title}',
        'en', v.texts #> '{en,title}')`.as('titles'),
    )
    .select(
      sql<number>`(select sum((c->>'max')::numeric) from jsonb_array_elements(r.criteria) c)`.as('maxPoints'),
    )
    .execute()
  for (const { id, titles, passPoints, maxPoints } of rows) kept.set(id, { titles, passPoints, maxPoints })
}
