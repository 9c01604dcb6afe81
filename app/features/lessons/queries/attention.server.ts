import { type RawBuilder, sql } from 'kysely'

/** Texts of lessons whose newest version does not compile: a relation of `lesson_id` and `locale`. */
export const refusedTexts: RawBuilder<unknown> = sql`(
  select lesson_id, locale from (
    select distinct on (lesson_id, locale) lesson_id, locale, state from lesson_version
    order by lesson_id, locale, number desc) newest
  where state = 'refused')`

/** Live translations whose original has a newer live version: a relation of `lesson_id` and `locale`. */
export const outdatedTranslations = (now: Date): RawBuilder<unknown> => sql`(
  with live as (
    select distinct on (lesson_id, locale) lesson_id, locale, version_id from lesson_publication
    where effective_at <= ${now} order by lesson_id, locale, effective_at desc, id desc)
  select live.lesson_id, live.locale from live
  join lesson_version v on v.id = live.version_id
  join lesson_version source on source.id = v.translated_from
  join live original on original.lesson_id = live.lesson_id and original.locale = source.locale
  where original.version_id <> source.id)`
