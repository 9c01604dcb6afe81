import { type RawBuilder, sql } from 'kysely'
import type { Permit } from '#app/access/permit.ts'
import type { PromptText } from '#app/features/essays/prompt.ts'
import type { Locale } from '#app/i18n/locales.ts'
import type { Ctx, TxCtx } from '#app/platform/ctx.ts'
import { MAX_LEASES } from '../lease.ts'
import { type MarkingDay, markingDay } from './day.server.ts'
import { afterScript, heldBy, inOrder, isFree, openTasks } from './tasks.server.ts'

/** One script that waits. `takenUntil` is null where nobody holds it. */
export type QueueRow = {
  submissionId: string
  alias: string
  title: PromptText['title']
  locale: Locale
  words: number
  /** It came after the due time. */
  late: boolean
  submittedAt: Date
  /** Until when its feedback is promised; null where nothing is. */
  dueAt: Date | null
  takenUntil: Date | null
}

/** A prompt on which something waits. */
export type QueuePrompt = { slug: string; title: PromptText['title'] }

/** What of the queue is shown; `after` is the last script of the page before. */
export type QueueFilter = {
  prompt: string | null
  locale: Locale | null
  after: string | null
  /** The beginning of a code; null for all. */
  code: string | null
}

/** Scripts on one page of the queue. */
export const QUEUE_PAGE = 50

/** Lists are counted up to here: what it costs does not grow with what waits. */
export const MOST_COUNTED = 1_000

// So many of the oldest are tried; each marker who claims at the same moment locks one of them.
const CANDIDATES = 100

/** The title of a prompt in the reader's language. */
export const titleIn = (locale: Locale) => sql<string>`pv.texts -> ${locale}::text ->> 'title'`

const rowsOf = (ctx: Ctx, tasks: RawBuilder<unknown>, limit: number) => sql<QueueRow>`
  select s.id as "submissionId", s.alias, s.locale, s.words, s.late, s.submitted_at as "submittedAt", t.due_at as "dueAt",
    ${titleIn(ctx.locale)} as title, l.expires_at as "takenUntil"
  from ${tasks} t join submission s on s.id = t.script_id join prompt_version pv on pv.id = s.prompt_version_id
    left join grading_lease l on l.task_id = t.id and l.expires_at > ${ctx.now()}::timestamptz
  order by ${inOrder} limit ${sql.lit(limit)}`

const inHands = (ctx: Ctx, markerId: string) => sql`(
  select t.* from grading_lease h join marking_task t on t.id = h.task_id join submission s on s.id = t.script_id
  where h.marker_id = ${markerId}::uuid and h.expires_at > ${ctx.now()}::timestamptz and t.done_at is null
    and s.superseded_at is null)`

/** The scripts in the marker's own hands, in the order of the queue. */
export async function ownScripts(ctx: Ctx, { markerId }: Permit<'queue.read'>): Promise<QueueRow[]> {
  const { rows } = await rowsOf(ctx, inHands(ctx, markerId), MAX_LEASES).execute(ctx.db)
  return rows
}

/** The first script in the marker's own hands; null where there is none. */
export async function oldestHeld(ctx: Ctx, { markerId }: Permit<'queue.read'>): Promise<string | null> {
  const { rows } = await rowsOf(ctx, inHands(ctx, markerId), 1).execute(ctx.db)
  return rows[0]?.submissionId ?? null
}

const counted = (tasks: RawBuilder<unknown>) =>
  sql<number>`(select count(*)::integer from (select from ${tasks} t limit ${sql.lit(MOST_COUNTED + 1)}) x)`

/**
 * One page of what waits and is not in the marker's own hands, what is promised first; how many of the list come
 * `before` it and how many there are: more than MOST_COUNTED is one more than that.
 */
export async function queuePage(
  ctx: Ctx,
  permit: Permit<'queue.read'>,
  { after, ...filter }: QueueFilter,
): Promise<{ rows: QueueRow[]; before: number; all: number }> {
  const others = sql<boolean>`not ${heldBy(permit.markerId, ctx.now())}`
  const listed = (limit: number, where: RawBuilder<boolean> = others) =>
    openTasks(ctx, permit, filter, { where, limit })
  const page = after === null ? others : sql<boolean>`${others} and ${afterScript(after)}`
  const before =
    after === null
      ? sql<number>`0`
      : counted(listed(MOST_COUNTED + 1, sql`${others} and not ${afterScript(after)}`))
  const [found, counts] = await Promise.all([
    rowsOf(ctx, listed(QUEUE_PAGE, page), QUEUE_PAGE).execute(ctx.db),
    sql<{ before: number; all: number }>`
      select ${before} as before, ${counted(listed(MOST_COUNTED + 1))} as "all"`.execute(ctx.db),
  ])
  return { rows: found.rows, ...(counts.rows[0] ?? { before: 0, all: 0 }) }
}

type QueueTotal = { total: number; prompts: QueuePrompt[]; day: MarkingDay }

/**
 * How much waits in all, in hand or not (more than MOST_COUNTED is one more than that), on which prompts, and the marker's
 * day in `zone`.
 */
export async function queueTotal(ctx: Ctx, permit: Permit<'queue.read'>, zone: string): Promise<QueueTotal> {
  const all = openTasks(ctx, permit, { prompt: null, locale: null }, { limit: MOST_COUNTED + 1 })
  const { rows } = await sql<QueueTotal>`
    select ${counted(all)} as total, ${markingDay(ctx, permit, zone)} as day, coalesce((
      select json_agg(json_build_object('slug', p.slug, 'title', ${titleIn(ctx.locale)}) order by pv.day, p.slug)
      from prompt p cross join lateral (
        select * from prompt_version where prompt_id = p.id order by number desc limit 1) pv
      where exists (select from unnest(${permit.cohortIds}::uuid[]) c cross join lateral (
        select from marking_task t where t.cohort_id = c and t.prompt_id = p.id and t.done_at is null
        order by t.locale, t.order_at limit 1) t)), '[]') as prompts`.execute(ctx.db)
  return rows[0] ?? { total: 0, prompts: [], day: { done: 0, promised: 0 } }
}

/**
 * The script of a filter that is promised first and that nobody holds, locked for the transaction; one that is being
 * taken at this moment is passed over.
 */
export async function lockOldestFree(
  tx: TxCtx,
  permit: Permit<'queue.read'>,
  { prompt, locale }: Pick<QueueFilter, 'prompt' | 'locale'>,
): Promise<string | null> {
  const free = openTasks(tx, permit, { prompt, locale }, { where: isFree(tx.now()), limit: CANDIDATES })
  const { rows } = await sql<{ id: string }>`
    select s.id from (select t.script_id, t.order_at from ${free} t order by ${inOrder} limit ${sql.lit(CANDIDATES)}) t
      join submission s on s.id = t.script_id
    order by ${inOrder} limit 1 for no key update of s skip locked`.execute(tx.db)
  return rows[0]?.id ?? null
}

/** How many scripts a marker holds. */
export async function heldCount(ctx: Ctx, markerId: string): Promise<number> {
  const row = await ctx.db
    .selectFrom('grading_lease')
    .where('marker_id', '=', markerId)
    .where('expires_at', '>', ctx.now())
    .select((eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}
