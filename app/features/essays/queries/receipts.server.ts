import { sql } from 'kysely'
import type { Permit } from '#app/access/permit.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import type { Receipted } from '../receipt.server.ts'
import type { SnapshotReason } from '../snapshots.ts'

/** A text that was a revision: it can have a receipt. `now` is the last one saved. */
export type SavedText = Receipted & { words: number; reason: Exclude<SnapshotReason, 'conflict'> | 'now' }

export type HandedIn = { number: string; submittedAt: Date; sha256: string; words: number; counts: boolean }

export type AttemptReceipts = {
  number: number
  startedAt: Date
  /** Read on the way, in batches: an attempt may have hundreds. */
  saved: AsyncIterable<SavedText>
  handedIn: HandedIn[]
}

/**
 * Everything of a person's attempts at a prompt that a receipt can be given for, the oldest first; null where nothing
 * was begun. Texts that only lost a conflict or came too late never were a revision and have none.
 */
export async function receiptsOf(
  ctx: Ctx,
  permit: Permit<'feedback.read'>,
): Promise<{ title: string; attempts: AttemptReceipts[] } | null> {
  const attempts = await ctx.db
    .selectFrom('attempt as a')
    .innerJoin('prompt as p', 'p.id', 'a.prompt_id')
    .innerJoin('prompt_version as v', 'v.id', 'a.prompt_version_id')
    .where('a.person_id', '=', permit.personId)
    .where('p.slug', '=', permit.promptSlug)
    .orderBy('a.number')
    .select(['a.id', 'a.number', 'a.started_at as startedAt'])
    .select(sql<string>`v.texts -> ${ctx.locale} ->> 'title'`.as('title'))
    .execute()
  const [first] = attempts
  if (!first) return null
  const ids = attempts.map(({ id }) => id)
  const submissions = await ctx.db
    .selectFrom('submission')
    .where(sql<boolean>`attempt_id = any(${ids}::uuid[])`)
    .orderBy('submitted_at')
    .select(['attempt_id as attemptId', 'receipt_number as number', 'submitted_at as submittedAt'])
    .select(['sha256', 'words', sql<boolean>`superseded_at is null`.as('counts')])
    .execute()
  return {
    title: first.title,
    attempts: attempts.map(({ id, number, startedAt }) => ({
      number,
      startedAt,
      saved: savedTexts(ctx, id),
      handedIn: submissions.filter(({ attemptId }) => attemptId === id),
    })),
  }
}

/** So many snapshots are read at once. The database hashes their texts, which stay there. */
export const RECEIPT_BATCH = 100

const hashOf = (text: 'text') => sql<string>`encode(sha256(convert_to(${sql.ref(text)}, 'UTF8')), 'hex')`

/** The last saved text stands where its time puts it among the snapshots. */
async function* savedTexts(ctx: Ctx, attemptId: string): AsyncGenerator<SavedText> {
  const [draft] = await ctx.db
    .selectFrom('draft')
    .where('attempt_id', '=', attemptId)
    .where('text', '<>', '')
    .select([
      'attempt_id as attemptId',
      'revision',
      'words',
      'saved_at as savedAt',
      hashOf('text').as('sha256'),
    ])
    .execute()
  let last = draft && { ...draft, reason: 'now' as const }
  for await (const snapshot of snapshotsOf(ctx, attemptId)) {
    const isLater = last && snapshot.savedAt > last.savedAt
    if (last && isLater) {
      yield last
      last = undefined
    }
    yield snapshot
  }
  if (last) yield last
}

async function* snapshotsOf(ctx: Ctx, attemptId: string): AsyncGenerator<SavedText> {
  type Row = SavedText & { id: string; place: string }
  let after = { place: '-infinity', revision: 0, id: attemptId }
  for (;;) {
    const { rows } = await sql<Row>`
      select id, attempt_id as "attemptId", revision, words, taken_at as "savedAt", reason,
        ${hashOf('text')} as sha256, taken_at::text as place
      from draft_snapshot
      where attempt_id = ${attemptId} and reason <> 'conflict' and text <> ''
        and (taken_at, revision, id) > (${after.place}::timestamptz, ${after.revision}::integer, ${after.id}::uuid)
      order by taken_at, revision, id
      limit ${RECEIPT_BATCH}`.execute(ctx.db)
    for (const { id, place, ...saved } of rows) {
      yield saved
      after = { id, place, revision: saved.revision }
    }
    if (rows.length < RECEIPT_BATCH) return
  }
}

/** What anybody may know of a receipt's text: never whose it is. `handedIn` is null where it was not. */
export type Covered = {
  title: string
  zone: string
  /** True where the server holds a text of this attempt with this hash. */
  held: boolean
  handedIn: { number: string; submittedAt: Date; counts: boolean } | null
}

/** What a genuine receipt covers as of now; null where its attempt was erased. */
export async function coveredBy(ctx: Ctx, { attemptId, sha256 }: Receipted): Promise<Covered | null> {
  const hash = sql`encode(sha256(convert_to(text, 'UTF8')), 'hex')`
  const row = await ctx.db
    .selectFrom('attempt as a')
    .innerJoin('prompt_version as v', 'v.id', 'a.prompt_version_id')
    .innerJoin('cohort as c', 'c.id', 'a.cohort_id')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('submission')
          .whereRef('attempt_id', '=', 'a.id')
          .where('sha256', '=', sha256)
          .orderBy(sql`superseded_at is null`, 'desc')
          .orderBy('submitted_at', 'desc')
          .limit(1)
          .select([
            'receipt_number as number',
            'submitted_at as submittedAt',
            'superseded_at as supersededAt',
          ])
          .as('s'),
      (join) => join.onTrue(),
    )
    .where('a.id', '=', attemptId)
    .select(['c.zone', 's.number', 's.submittedAt', 's.supersededAt'])
    .select(sql<string>`v.texts -> ${ctx.locale} ->> 'title'`.as('title'))
    .select(
      sql<boolean>`exists (select from draft where attempt_id = a.id and ${hash} = ${sha256})
        or exists (select from draft_snapshot where attempt_id = a.id and ${hash} = ${sha256})
        or exists (select from late_copy where attempt_id = a.id and sha256 = ${sha256})
        or s.number is not null`.as('held'),
    )
    .executeTakeFirst()
  if (!row) return null
  const { title, zone, held, number, submittedAt, supersededAt } = row
  const handedIn = number && submittedAt ? { number, submittedAt, counts: supersededAt === null } : null
  return { title, zone, held, handedIn }
}

export type NumberedSubmission = HandedIn & { title: string; zone: string }

/** The submission with a receipt number, without its person; null where there is none. */
export async function submissionOf(ctx: Ctx, number: string): Promise<NumberedSubmission | null> {
  const row = await ctx.db
    .selectFrom('submission as s')
    .innerJoin('prompt_version as v', 'v.id', 's.prompt_version_id')
    .innerJoin('cohort as c', 'c.id', 's.cohort_id')
    .where('s.receipt_number', '=', number)
    .select(['s.receipt_number as number', 's.submitted_at as submittedAt', 's.sha256', 's.words', 'c.zone'])
    .select(sql<boolean>`s.superseded_at is null`.as('counts'))
    .select(sql<string>`v.texts -> ${ctx.locale} ->> 'title'`.as('title'))
    .executeTakeFirst()
  return row ?? null
}
