import { type RawBuilder, sql } from 'kysely'
import type { Permit } from '#app/access/permit.ts'
import { type Locale, locales } from '#app/i18n/locales.ts'
import type { Ctx } from '#app/platform/ctx.ts'

/** Which open tasks are meant: of one prompt (its slug), in one language, with a code that begins so. */
export type TaskFilter = { prompt: string | null; locale: Locale | null; code?: string | null }

// Every condition is asked of one task alone ("offset 0" keeps it so), and limits are literals: whatever the planner
// guesses, it walks an index and stops, and never joins the whole queue.

/** Keeps tasks `t` to scripts that a marker has no mark on which counts. */
export const notMarkedBy = (markerId: string): RawBuilder<boolean> => sql`not exists (
  select from mark m where m.script_id = t.script_id and m.marker_id = ${markerId}::uuid and m.withdrawn_at is null
  offset 0)`

/** Where tasks `t` stand in the queue: what is promised first, then what came first. */
export const inOrder: RawBuilder<unknown> = sql`t.order_at, t.script_id`

/** True for tasks `t` that come after those of a script in the queue. */
export const afterScript = (scriptId: string): RawBuilder<boolean> => sql`(t.order_at, t.script_id) > (
  select order_at, script_id from marking_task where script_id = ${scriptId}::uuid order by seat limit 1)`

/** True for tasks `t` of scripts that are in a marker's own hands. */
export const heldBy = (markerId: string, now: Date): RawBuilder<boolean> => sql`exists (
  select from grading_lease h join marking_task k on k.id = h.task_id
  where k.script_id = t.script_id and h.marker_id = ${markerId}::uuid and h.expires_at > ${now}::timestamptz offset 0)`

/** True for tasks `t` that nobody holds. */
export const isFree = (now: Date): RawBuilder<boolean> => sql`not exists (
  select from grading_lease h where h.task_id = t.id and h.expires_at > ${now}::timestamptz offset 0)`

// Of a script with several open seats a marker sees one: a free one before one that is taken, then the first.
const oneSeat = (now: Date): RawBuilder<boolean> => sql`not exists (
  select from marking_task k left join grading_lease h on h.task_id = k.id and h.expires_at > ${now}::timestamptz
  where k.script_id = t.script_id and k.done_at is null and k.id <> t.id and (h.task_id is not null, k.seat)
    < (exists (select from grading_lease x where x.task_id = t.id and x.expires_at > ${now}::timestamptz), t.seat) offset 0)`

type Wanted = { where?: RawBuilder<boolean>; limit: number }

/**
 * The first open tasks that a marker may mark, as a relation of the columns of marking_task in no order: at most
 * `limit` of each cohort (and language), each read in the order of an index and no further. Another condition on `t`
 * comes as `where`.
 */
export function openTasks(
  ctx: Ctx,
  { markerId, cohortIds }: Permit<'queue.read'>,
  { prompt, locale, code = null }: TaskFilter,
  { where = sql`true`, limit }: Wanted,
): RawBuilder<unknown> {
  const mayMark = sql`t.done_at is null
    and (select s.person_id <> ${markerId}::uuid from submission s where s.id = t.script_id) and ${notMarkedBy(markerId)} and ${oneSeat(ctx.now())} and ${where}`
  const ofPrompt = sql`t.prompt_id = (select id from prompt where slug = ${prompt}::text)`
  if (code !== null) {
    return sql`(select t.* from script x cross join lateral (
        select * from marking_task where script_id = x.id and done_at is null offset 0) t
      where x.alias like ${`${code}%`}::text and t.cohort_id = any(${cohortIds}::uuid[]) and ${mayMark}
        and ${prompt === null ? sql`true` : ofPrompt} and (${locale}::text is null or t.locale = ${locale}::text)
      order by ${inOrder} limit ${sql.lit(limit)})`
  }
  const languages = locale === null ? [...locales] : [locale]
  const cell =
    prompt !== null
      ? sql`${ofPrompt} and t.locale = c.locale`
      : locale !== null
        ? sql`t.locale = c.locale`
        : sql`true`
  return sql`(select t.* from (select cohort_id, locale from unnest(${cohortIds}::uuid[]) cohort_id,
      unnest(${prompt === null && locale === null ? ['all'] : languages}::text[]) locale) c
    cross join lateral (select t.* from marking_task t
      where t.cohort_id = c.cohort_id and ${cell} and ${mayMark} order by ${inOrder} limit ${sql.lit(limit)}) t)`
}
