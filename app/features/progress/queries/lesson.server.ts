import { sql } from 'kysely'
import { livePointer } from '#app/features/lessons/queries/live.server.ts'
import type { Locale } from '#app/i18n/locales.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import type { RecordedAnswer } from '../answers.ts'

/** One lesson, its live version, its neighbours, and everything that one person did of it. */
export type StudiedLesson = {
  id: string
  slug: string
  day: number
  versionId: string
  publishedAt: Date
  /** True where the text this one was translated from has a newer live version. */
  outOfDate: boolean
  sphere: string | null
  /** A day ("2026-11-24"), or null before the first import. */
  lawAsOf: string | null
  previous: { slug: string; day: number } | null
  next: { slug: string; day: number } | null
  visited: boolean
  completedAt: Date | null
  completedVersion: { locale: Locale; number: number } | null
  answers: RecordedAnswer[]
}

/** Reads a lesson by its address in one statement; null where there is none, or nothing of it is live. */
export async function studiedLesson(
  ctx: Ctx,
  { personId, slug }: { personId: string; slug: string },
): Promise<StudiedLesson | null> {
  const { locale } = ctx
  const now = ctx.now()
  const { rows } = await sql<StudiedLesson>`
    select l.id, l.slug, l.day, live.version_id as "versionId", live.effective_at as "publishedAt",
      coalesce((
        select newest.number > origin.number from lesson_version own
        join lesson_version origin on origin.id = own.translated_from
        cross join lateral (
          select v.number from lesson_publication p join lesson_version v on v.id = p.version_id
          where p.lesson_id = l.id and p.locale = origin.locale and p.effective_at <= ${now}
          order by p.effective_at desc, p.id desc limit 1) newest
        where own.id = live.version_id), false) as "outOfDate",
      (select s->'title'->>${locale} from course, jsonb_array_elements(spheres) s
        where s->>'id' = l.sphere) as sphere,
      (select law_as_of::text from course) as "lawAsOf",
      ${neighbour('<', 'desc', now)} as previous,
      ${neighbour('>', 'asc', now)} as next,
      exists (select from lesson_visit v where v.lesson_id = l.id and v.person_id = ${personId}) as visited,
      c.completed_at as "completedAt",
      (select json_build_object('locale', v.locale, 'number', v.number)
        from lesson_version v where v.id = c.version_id) as "completedVersion",
      coalesce((select json_agg(json_build_object('checkId', a.check_id, 'versionId', a.version_id,
          'chosen', a.chosen, 'correct', a.correct) order by a.id)
        from self_check_answer a where a.person_id = ${personId} and a.lesson_id = l.id), '[]') as answers
    from lesson l
    cross join lateral ${livePointer(sql.ref('l.id'), locale, now)} live
    left join lesson_completion c on c.lesson_id = l.id and c.person_id = ${personId}
    where l.slug = ${slug}`.execute(ctx.db)
  return rows[0] ?? null
}

const neighbour = (side: '<' | '>', order: 'asc' | 'desc', now: Date) => sql`(
  select json_build_object('slug', n.slug, 'day', n.day) from lesson n
  where (n.day, n.position, n.slug) ${sql.raw(side)} (l.day, l.position, l.slug)
    and exists (select from lesson_publication p where p.lesson_id = n.id and p.effective_at <= ${now})
  order by n.day ${sql.raw(order)}, n.position ${sql.raw(order)}, n.slug ${sql.raw(order)} limit 1)`

/** The lesson of a version that was live at some time; null where there is none, or it was never live. */
export async function lessonOfVersion(
  ctx: Ctx,
  versionId: string,
): Promise<{ id: string; slug: string; day: number } | null> {
  const row = await ctx.db
    .selectFrom('lesson_publication as p')
    .innerJoin('lesson as l', 'l.id', 'p.lesson_id')
    .where('p.version_id', '=', versionId)
    .where('p.effective_at', '<=', ctx.now())
    .select(['l.id', 'l.slug', 'l.day'])
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}
