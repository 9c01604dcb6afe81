import { sql } from 'kysely'
import type { Permit } from '#app/access/permit.ts'
import { countWords } from '#app/features/lessons/mdx/reading-time.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { type Receipted, textHash } from '../receipt.server.ts'
import type { SnapshotReason } from '../snapshots.ts'

/** A text that was a revision: it can have a receipt. `now` is the last one saved. */
export type SavedText = Receipted & { words: number; reason: Exclude<SnapshotReason, 'conflict'> | 'now' }

export type HandedIn = { number: string; submittedAt: Date; sha256: string; words: number; counts: boolean }

export type AttemptReceipts = {
  number: number
  startedAt: Date
  saved: SavedText[]
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
  const texts = await sql<Omit<SavedText, 'sha256' | 'words'> & { text: string }>`
    select attempt_id as "attemptId", revision, text, taken_at as "savedAt", reason
    from draft_snapshot where attempt_id = any(${ids}::uuid[]) and reason <> 'conflict'
    union all
    select attempt_id, revision, text, saved_at, 'now' from draft where attempt_id = any(${ids}::uuid[])
    order by "savedAt", revision, reason`.execute(ctx.db)
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
      saved: texts.rows
        .filter(({ attemptId, text }) => attemptId === id && text !== '')
        .map(({ text, ...row }) => ({ ...row, sha256: textHash(text), words: countWords(text) })),
      handedIn: submissions.filter(({ attemptId }) => attemptId === id),
    })),
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
