import { sql } from 'kysely'
import type { Permit } from '#app/access/permit.ts'
import type { Locale } from '#app/i18n/locales.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import type { SourceEntry } from '../course-files/schemas.ts'
import type { CitedAct } from '../mdx/acts.ts'
import type { TextFacts } from '../version-state.ts'

/** A lesson as the list of the admin shows it. */
export type EditedLesson = {
  slug: string
  day: number
  title: string | null
  /** Citations that nobody of the Academy has checked yet. */
  unverified: number
  texts: Partial<Record<Locale, TextFacts>>
}

const livePointers = (now: Date) => sql`
  select distinct on (lesson_id, locale) lesson_id, locale, version_id, effective_at from lesson_publication
  where effective_at <= ${now} order by lesson_id, locale, effective_at desc, id desc`

/** Every lesson with the state of each of its texts, in the order of the course. One statement. */
export async function editedLessons(ctx: Ctx, _permit: Permit<'lesson.manage'>): Promise<EditedLesson[]> {
  const { rows } = await sql<EditedLesson>`
    with live as (${livePointers(ctx.now())}), shown as (
      select live.lesson_id, live.locale, v.number, v.title, original.version_id <> source.id as outdated
      from live
      join lesson_version v on v.id = live.version_id
      left join lesson_version source on source.id = v.translated_from
      left join live original on original.lesson_id = live.lesson_id and original.locale = source.locale
    ), newest as (
      select distinct on (lesson_id, locale) lesson_id, locale, number, state, jsonb_array_length(errors) as errors
      from lesson_version order by lesson_id, locale, number desc
    )
    select l.slug, l.day,
      (select title from shown where shown.lesson_id = l.id
        order by shown.locale = ${ctx.locale} desc, shown.locale = 'ru' desc, shown.locale limit 1) as title,
      (select count(*)::int from jsonb_array_elements(l.sources) s where s ->> 'verified' = 'false') as unverified,
      coalesce((select jsonb_object_agg(n.locale, jsonb_build_object(
          'live', shown.number, 'newest', n.number, 'newestState', n.state, 'errors', n.errors,
          'outdated', coalesce(shown.outdated, false)))
        from newest n left join shown on shown.lesson_id = n.lesson_id and shown.locale = n.locale
        where n.lesson_id = l.id), '{}') as texts
    from lesson l order by l.day, l.position, l.slug`.execute(ctx.db)
  return rows
}

/** A provision that a lesson rests on, with the short name of its act. */
export type LessonSource = Pick<SourceEntry, 'article' | 'wording' | 'verified' | 'seen'> & { act: string }

/** What a lesson is, apart from its texts. */
export type LessonSettings = { day: number; sources: LessonSource[] }

/** The settings of the lesson of the permit. */
export async function editedLesson(ctx: Ctx, permit: Permit<'lesson.change'>): Promise<LessonSettings> {
  const row = await ctx.db
    .selectFrom('lesson')
    .where('id', '=', permit.lessonId)
    .select(['day', 'sources'])
    .select(sql<CitedAct[] | null>`(select acts from course)`.as('acts'))
    .executeTakeFirstOrThrow()
  const short = (id: string) => row.acts?.find((act) => act.id === id)?.short[ctx.locale] ?? id
  const sources = (row.sources as unknown as SourceEntry[]).map(
    ({ act, article, wording, verified, seen }) => ({
      ...{ act: short(act), article, wording, verified, seen },
    }),
  )
  return { day: row.day, sources }
}

/** A version in the list of one lesson's versions in one language. */
export type VersionRow = {
  id: string
  number: number
  origin: 'content' | 'editor'
  state: 'waiting' | 'ready' | 'refused'
  title: string | null
  words: number | null
  minutes: number | null
  errors: number
  createdAt: Date
  createdBy: string | null
  /** Since when it is live; null where it is not. */
  liveSince: Date | null
  /** It goes live by itself when it has been compiled. */
  publishing: boolean
}

const NEWEST = 100

/** The newest versions of a lesson in one language, the newest first. */
export async function versionsOf(
  ctx: Ctx,
  permit: Permit<'lesson.change'>,
  locale: Locale,
): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    with live as (${livePointers(ctx.now())})
    select v.id, v.number, v.origin, v.state, v.title, v.words, v.minutes,
      jsonb_array_length(v.errors) as errors, v.created_at as "createdAt", p.name as "createdBy",
      live.effective_at as "liveSince", v.publish_when_ready and v.state = 'waiting' as publishing
    from lesson_version v
    left join person p on p.id = v.created_by
    left join live on live.version_id = v.id and live.lesson_id = v.lesson_id and live.locale = v.locale
    where v.lesson_id = ${permit.lessonId} and v.locale = ${locale}
    order by v.number desc limit ${NEWEST}`.execute(ctx.db)
  return rows
}

/** The source of the newest version in one language: where an editor begins. Null before the first one. */
export async function newestSource(
  ctx: Ctx,
  permit: Permit<'lesson.change'>,
  locale: Locale,
): Promise<string | null> {
  const row = await ctx.db
    .selectFrom('lesson_version')
    .where('lesson_id', '=', permit.lessonId)
    .where('locale', '=', locale)
    .orderBy('number', 'desc')
    .limit(1)
    .select('source')
    .executeTakeFirst()
  return row?.source ?? null
}

/** A text that was written in the editor and is live. */
export type EditorText = { slug: string; locale: Locale; source: string }

/** The live texts that come from the editor and not from `content/`: what an export writes back. */
export async function liveEditorTexts(ctx: Ctx): Promise<EditorText[]> {
  const { rows } = await sql<EditorText>`
    with live as (${livePointers(ctx.now())})
    select l.slug, v.locale, v.source from live
    join lesson_version v on v.id = live.version_id
    join lesson l on l.id = v.lesson_id
    where v.origin = 'editor' order by l.slug, v.locale`.execute(ctx.db)
  return rows
}
