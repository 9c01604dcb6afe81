import { sql } from 'kysely'
import type { Permit } from '#app/access/permit.ts'
import type { PromptText } from '#app/features/essays/prompt.ts'
import type { Locale } from '#app/i18n/locales.ts'
import type { Ctx, TxCtx } from '#app/platform/ctx.ts'

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
  takenUntil: Date | null
}

/** How many scripts wait on one prompt in one language. */
export type QueueCount = { slug: string; title: PromptText['title']; locale: Locale; count: number }

/** What of the queue is shown; `after` is the last script of the page before. */
export type QueueFilter = {
  prompt: string | null
  locale: Locale | null
  after: string | null
  /** The beginning of a code; null for all. */
  code: string | null
}

const QUEUE_PAGE = 50

/** The title of a prompt in the reader's language. */
export const titleIn = (locale: Locale) => sql<string>`pv.texts -> ${locale}::text ->> 'title'`

/** True where a script has no mark that counts. */
const notMarked = sql<boolean>`not exists (
  select from mark m where m.submission_id = s.id and m.withdrawn_at is null)`

const among = (ids: string[]) => sql<boolean>`s.cohort_id = any(${ids}::uuid[])`

function waiting(ctx: Ctx, permit: Permit<'queue.read'>) {
  return (
    ctx.db
      .selectFrom('submission as s')
      .innerJoin('prompt_version as pv', 'pv.id', 's.prompt_version_id')
      .innerJoin('prompt as p', 'p.id', 's.prompt_id')
      .where(among(permit.cohortIds))
      // Whoever wrote a script never marks it.
      .where('s.person_id', '<>', permit.markerId)
      .where('s.superseded_at', 'is', null)
      .where(notMarked)
  )
}

function rows(ctx: Ctx, permit: Permit<'queue.read'>) {
  return waiting(ctx, permit)
    .leftJoin('grading_lease as l', (join) =>
      join.onRef('l.submission_id', '=', 's.id').on('l.expires_at', '>', ctx.now()),
    )
    .select([
      's.id as submissionId',
      's.alias',
      's.locale',
      's.words',
      's.late',
      's.submitted_at as submittedAt',
    ])
    .select([titleIn(ctx.locale).as('title'), 'l.expires_at as takenUntil'])
    .orderBy('s.submitted_at')
    .orderBy('s.id')
}

/** The scripts in the marker's own hands, the oldest first. */
export const ownScripts = (ctx: Ctx, permit: Permit<'queue.read'>): Promise<QueueRow[]> =>
  rows(ctx, permit).where('l.marker_id', '=', permit.markerId).execute()

/** The oldest script in the marker's own hands; null where there is none. */
export async function oldestHeld(ctx: Ctx, permit: Permit<'queue.read'>): Promise<string | null> {
  const row = await rows(ctx, permit).where('l.marker_id', '=', permit.markerId).limit(1).executeTakeFirst()
  return row?.submissionId ?? null
}

/**
 * One page of what waits and is not in the marker's own hands, the oldest first; how many of the list come `before` it
 * and how many there are.
 */
export async function queuePage(
  ctx: Ctx,
  permit: Permit<'queue.read'>,
  { prompt, locale, after, code }: QueueFilter,
): Promise<{ rows: QueueRow[]; before: number; all: number }> {
  const listed = rows(ctx, permit)
    .where((eb) => eb.or([eb('l.marker_id', 'is', null), eb('l.marker_id', '<>', permit.markerId)]))
    .$if(prompt !== null, (query) => query.where('p.slug', '=', prompt ?? ''))
    .$if(locale !== null, (query) => query.where('s.locale', '=', locale ?? 'ru'))
    .$if(code !== null, (query) => query.where('s.alias', 'like', `${code}%`))
  const afterLast = sql<boolean>`(s.submitted_at, s.id) > (select submitted_at, id from submission where id = ${after}::uuid)`
  const [found, counts] = await Promise.all([
    listed
      .$if(after !== null, (query) => query.where(afterLast))
      .limit(QUEUE_PAGE)
      .execute(),
    listed
      .clearSelect()
      .clearOrderBy()
      .select((eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('all'))
      .select(
        after === null
          ? sql<number>`0`.as('before')
          : sql<number>`(count(*) filter (where not ${afterLast}))::integer`.as('before'),
      )
      .executeTakeFirstOrThrow(),
  ])
  return { rows: found, ...counts }
}

/** How much waits in all, by prompt and language. */
export const queueCounts = (ctx: Ctx, permit: Permit<'queue.read'>): Promise<QueueCount[]> =>
  waiting(ctx, permit)
    .select(['p.slug', 's.locale', titleIn(ctx.locale).as('title')])
    .select((eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('count'))
    .groupBy(['p.slug', 's.locale', 'title'])
    .orderBy('p.slug')
    .orderBy('s.locale')
    .execute()

/**
 * The script of a filter that has waited longest and that nobody holds, locked for the transaction; one that is
 * being taken at this moment is passed over.
 */
export async function lockOldestFree(
  tx: TxCtx,
  permit: Permit<'queue.read'>,
  { prompt, locale }: Pick<QueueFilter, 'prompt' | 'locale'>,
): Promise<string | null> {
  const row = await waiting(tx, permit)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('grading_lease as l')
            .whereRef('l.submission_id', '=', 's.id')
            .where('l.expires_at', '>', tx.now())
            .select('l.marker_id'),
        ),
      ),
    )
    .$if(prompt !== null, (query) => query.where('p.slug', '=', prompt ?? ''))
    .$if(locale !== null, (query) => query.where('s.locale', '=', locale ?? 'ru'))
    .select('s.id')
    .orderBy('s.submitted_at')
    .orderBy('s.id')
    .limit(1)
    .modifyEnd(sql`for no key update of s skip locked`)
    .executeTakeFirst()
  return row?.id ?? null
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
