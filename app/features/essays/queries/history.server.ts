import { sql } from 'kysely'
import type { Permit } from '#app/access/permit.ts'
import { countWords } from '#app/features/lessons/mdx/reading-time.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { isUuid } from '#app/platform/uuid.ts'
import type { SnapshotReason } from '../snapshots.ts'

/** A saved version: a snapshot of the draft, or (`late`) a copy that came after the end. `bytes` in UTF-8. */
export type SavedVersion = {
  id: string
  attemptId: string
  reason: SnapshotReason | 'late'
  /** The revision of the draft; null for a late copy, which never was one. */
  revision: number | null
  words: number
  bytes: number
  takenAt: Date
}

export type AttemptHistory = {
  id: string
  number: number
  startedAt: Date
  deadlineAt: Date
  graceSeconds: number
  closedAt: Date | null
  /** The text that the server holds. */
  now: { revision: number; text: string; words: number; bytes: number; savedAt: Date }
  /** The newest first. */
  saved: SavedVersion[]
}

/** `newest` is the newest attempt as the pages know it. */
export type History = { title: string; attempts: AttemptHistory[]; newest: AttemptHistory | null }

/** Every saved version of a person's attempts at a prompt, the newest first; null where nothing was begun. */
export async function historyOf(ctx: Ctx, permit: Permit<'feedback.read'>): Promise<History | null> {
  const attempts = await ctx.db
    .selectFrom('attempt as a')
    .innerJoin('draft as d', 'd.attempt_id', 'a.id')
    .innerJoin('prompt as p', 'p.id', 'a.prompt_id')
    .innerJoin('prompt_version as v', 'v.id', 'a.prompt_version_id')
    .where('a.person_id', '=', permit.personId)
    .where('p.slug', '=', permit.promptSlug)
    .orderBy('a.number', 'desc')
    .select(['a.id', 'a.number', 'a.started_at as startedAt', 'a.deadline_at as deadlineAt'])
    .select(['a.grace_seconds as graceSeconds', 'a.closed_at as closedAt'])
    .select(['d.revision', 'd.text', 'd.saved_at as savedAt'])
    .select(sql<number>`octet_length(d.text)`.as('bytes'))
    .select(sql<string>`v.texts -> ${ctx.locale} ->> 'title'`.as('title'))
    .execute()
  const [first] = attempts
  if (!first) return null
  const saved = await savedVersionsOf(
    ctx,
    attempts.map(({ id }) => id),
  )
  const rows = attempts.map(({ revision, text, savedAt, bytes, title: _title, ...attempt }) => ({
    ...attempt,
    now: { revision, text, savedAt, bytes, words: countWords(text) },
    saved: saved.filter((one) => one.attemptId === attempt.id),
  }))
  return { title: first.title, attempts: rows, newest: rows[0] ?? null }
}

function savedVersionsOf(ctx: Ctx, attemptIds: string[]): Promise<SavedVersion[]> {
  return ctx.db
    .selectFrom('draft_snapshot')
    .where(sql<boolean>`attempt_id = any(${attemptIds}::uuid[])`)
    .select(['id', 'attempt_id as attemptId', 'revision', 'words', 'taken_at as takenAt'])
    .select([sql<SavedVersion['reason']>`reason`.as('reason'), sql<number>`octet_length(text)`.as('bytes')])
    .$castTo<SavedVersion>()
    .unionAll(
      ctx.db
        .selectFrom('late_copy')
        .where(sql<boolean>`attempt_id = any(${attemptIds}::uuid[])`)
        .select(['id', 'attempt_id as attemptId', sql<number | null>`null::integer`.as('revision'), 'words'])
        .select([
          'received_at as takenAt',
          sql<SavedVersion['reason']>`'late'`.as('reason'),
          sql<number>`octet_length(text)`.as('bytes'),
        ])
        .$castTo<SavedVersion>(),
    )
    .orderBy('takenAt', 'desc')
    .orderBy('revision', 'desc')
    .orderBy('id')
    .execute()
}

/** The text of the saved version `id` of this person's attempts at the prompt; null where there is none. */
export async function savedVersionText(
  ctx: Ctx,
  permit: Permit<'feedback.read'>,
  id: string,
): Promise<{ attemptId: string; text: string } | null> {
  if (!isUuid(id)) return null
  const { rows } = await sql<{ attemptId: string; text: string }>`
    select k.attempt_id as "attemptId", k.text
    from (
      select attempt_id, text from draft_snapshot where id = ${id}
      union all
      select attempt_id, text from late_copy where id = ${id}
    ) k
    join attempt a on a.id = k.attempt_id
    join prompt p on p.id = a.prompt_id
    where a.person_id = ${permit.personId} and p.slug = ${permit.promptSlug}`.execute(ctx.db)
  return rows[0] ?? null
}
