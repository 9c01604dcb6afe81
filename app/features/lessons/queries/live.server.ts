import { type RawBuilder, sql } from 'kysely'
import type { Locale } from '#app/i18n/locales.ts'

/** The languages to look for a text in: the reader's own, then Russian, Kazakh, English. */
const readingOrder = (locale: Locale): Locale[] => [...new Set([locale, 'ru', 'kk', 'en'] as const)]

/** The pointer that is live: which version, in which language, since when. */
export type LivePointer = { version_id: string; locale: Locale; effective_at: Date }

/**
 * A lateral subquery for `cross join lateral (…) live`: the live version of the lesson whose id is `lessonId`, in
 * the first language of the reading order that has one. Live is the newest pointer whose time has come.
 */
export const livePointer = (
  lessonId: RawBuilder<unknown>,
  locale: Locale,
  now: Date,
): RawBuilder<LivePointer> => sql`(
  select p.version_id, p.locale, p.effective_at from lesson_publication p
  where p.lesson_id = ${lessonId} and p.effective_at <= ${now}
  order by array_position(${readingOrder(locale)}::text[], p.locale), p.effective_at desc, p.id desc
  limit 1)`
