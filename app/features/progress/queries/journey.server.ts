import { sql } from 'kysely'
import type { Calendar } from '#app/features/cohorts/calendar.ts'
import { type EssaySummary, essaySummary } from '#app/features/essays/essay-summary.ts'
import { type PromptJson, promptsJson, readPrompts } from '#app/features/essays/queries/prompts.server.ts'
import { livePointer } from '#app/features/lessons/queries/live.server.ts'
import { versionsById } from '#app/features/lessons/queries/versions.server.ts'
import type { Locale, Localised } from '#app/i18n/locales.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { firstTries, type RecordedAnswer, validAnswers } from '../answers.ts'

/** One lesson of the course and what the person did of it. */
export type JourneyLesson = {
  slug: string
  day: number
  position: number
  sphere: string
  required: boolean
  title: string
  /** Language of the text, which is the person's own where it is translated. */
  locale: Locale
  minutes: number
  openedAt: Date | null
  completedAt: Date | null
  answers: RecordedAnswer[]
  checks: number
  /** Self-checks of the live text that are answered. */
  answered: number
  firstTry: { answered: number; right: number }
}

export type CourseDay = { day: number; title: string; trains: string }

/** The whole course as one person has walked it so far. */
export type Journey = {
  days: CourseDay[]
  spheres: { id: string; title: string }[]
  lessons: JourneyLesson[]
  essays: EssaySummary[]
  /** Number of the valid key of the person's calendar feed. */
  feedKeyNumber: number
}

type LessonRow = Pick<JourneyLesson, 'slug' | 'day' | 'position' | 'sphere' | 'required' | 'answers'> & {
  versionId: string
  openedAt: string | null
  completedAt: string | null
}

type Row = {
  days: { day: number; title: Localised; trains: Localised }[] | null
  spheres: { id: string; title: Localised }[] | null
  lessons: LessonRow[]
  essays: PromptJson[]
  feedKeyNumber: number | null
}

/** Reads it in one statement; texts come from the process once it has seen them. */
export async function readJourney(
  ctx: Ctx,
  calendar: Calendar,
  { personId }: { personId: string },
): Promise<Journey> {
  const now = ctx.now()
  const { rows } = await sql<Row>`
    select (select days from course) as days, (select spheres from course) as spheres,
      coalesce((select json_agg(j order by j.day, j.position, j.slug) from (
        select l.slug, l.day, l.position, l.sphere, l.required, live.version_id as "versionId",
          v.opened_at as "openedAt", c.completed_at as "completedAt",
          coalesce((select json_agg(json_build_object('checkId', a.check_id, 'versionId', a.version_id,
              'chosen', a.chosen, 'correct', a.correct) order by a.id)
            from self_check_answer a where a.person_id = ${personId} and a.lesson_id = l.id), '[]') as answers
        from lesson l
        cross join lateral ${livePointer(sql.ref('l.id'), ctx.locale, now)} live
        left join lesson_visit v on v.lesson_id = l.id and v.person_id = ${personId}
        left join lesson_completion c on c.lesson_id = l.id and c.person_id = ${personId}) j), '[]') as lessons,
      ${promptsJson(personId)} as essays,
      (select calendar_key_number from person where id = ${personId}) as "feedKeyNumber"`.execute(ctx.db)
  const row = rows[0] ?? { days: null, spheres: null, lessons: [], essays: [], feedKeyNumber: null }
  const { locale } = ctx
  const prompts = await readPrompts(ctx, row.essays)
  return {
    days: (row.days ?? []).map(({ day, title, trains }) => ({
      day,
      title: title[locale],
      trains: trains[locale],
    })),
    spheres: (row.spheres ?? []).map(({ id, title }) => ({ id, title: title[locale] })),
    lessons: await journeyLessons(ctx, row.lessons),
    essays: prompts.map((prompt) => essaySummary(calendar, prompt, now)).sort(byDueTime),
    feedKeyNumber: row.feedKeyNumber ?? 0,
  }
}

async function journeyLessons(ctx: Ctx, rows: LessonRow[]): Promise<JourneyLesson[]> {
  const ids = rows.flatMap((row) => [row.versionId, ...row.answers.map((answer) => answer.versionId)])
  const versions = await versionsById(ctx, ids)
  return rows.flatMap(({ versionId, openedAt, completedAt, ...row }) => {
    const version = versions.get(versionId)
    if (!version) return []
    const { title, locale, minutes } = version.text
    return {
      ...row,
      title,
      locale,
      minutes,
      openedAt: openedAt ? new Date(openedAt) : null,
      completedAt: completedAt ? new Date(completedAt) : null,
      checks: version.selfChecks.length,
      answered: validAnswers(version, row.answers, versions).size,
      firstTry: firstTries(row.answers),
    }
  })
}

const byDueTime = (a: EssaySummary, b: EssaySummary): number =>
  a.dueAt.getTime() - b.dueAt.getTime() || a.slug.localeCompare(b.slug)
