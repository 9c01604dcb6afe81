import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { DB } from '../schema.ts'
import { newestVersion } from './prompt.ts'
import { wordsOf } from './submissions.ts'

type Whose = { personId: string; cohortId: string; promptSlug: string }

const promptId = (slug: string) => sql<string>`(select id from prompt where slug = ${slug})`

/** Allows one person more time for one prompt; moves no attempt that runs. */
export async function seedAllowance(
  db: Kysely<DB>,
  given: Whose & { extraMinutes?: number; dueAt?: Date | null; reason?: string; by: string; at?: Date },
): Promise<void> {
  await db
    .insertInto('allowance')
    .values({
      person_id: given.personId,
      cohort_id: given.cohortId,
      prompt_id: promptId(given.promptSlug),
      extra_minutes: given.extraMinutes ?? 0,
      due_at: given.dueAt ?? null,
      reason: given.reason ?? 'Medical certificate',
      granted_by: given.by,
      granted_at: given.at ?? new Date(),
    })
    .execute()
}

/** A text that arrived after the last call of an attempt and waits for staff; returns its id. */
export async function seedLateCopy(
  db: Kysely<DB>,
  given: { attemptId: string; text: string; receivedAt: Date },
): Promise<string> {
  const { id } = await db
    .insertInto('late_copy')
    .values({
      attempt_id: given.attemptId,
      text: given.text,
      words: wordsOf(given.text),
      sha256: createHash('sha256').update(given.text).digest('hex'),
      received_at: given.receivedAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Texts as they were on the way, each with its moment; returns their ids. */
export async function seedSnapshots(
  db: Kysely<DB>,
  attemptId: string,
  snapshots: { text: string; at: Date; reason?: 'begin' | 'writing' | 'conflict' | 'restore' | 'close' }[],
): Promise<string[]> {
  const rows = await db
    .insertInto('draft_snapshot')
    .values(
      snapshots.map(({ text, at, reason = 'writing' }, index) => ({
        attempt_id: attemptId,
        revision: index,
        text,
        words: wordsOf(text),
        reason,
        taken_at: at,
      })),
    )
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

/**
 * Begins an attempt `minutesAgo` with what has been written of `text` since, a text kept every five minutes, and its
 * closing among the jobs; returns its id.
 */
export async function seedRunning(
  db: Kysely<DB>,
  given: Whose & {
    locale: 'kk' | 'ru' | 'en'
    text: string
    minutesAgo: number
    extraMinutes?: number
    now: Date
  },
): Promise<string> {
  const { minutesAgo, now, extraMinutes = 0 } = given
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
  const prompt = await newestVersion(db, given.promptSlug)
  const begun = ago(minutesAgo)
  const deadline = new Date(begun.getTime() + (prompt.minutes + extraMinutes) * 60_000)
  const { id, grace_seconds } = await db
    .insertInto('attempt')
    .values({
      person_id: given.personId,
      cohort_id: given.cohortId,
      prompt_id: prompt.id,
      prompt_version_id: prompt.versionId,
      number: 1,
      locale: given.locale,
      started_at: begun,
      deadline_at: deadline,
      own_work_at: begun,
    })
    .returning(['id', 'grace_seconds'])
    .executeTakeFirstOrThrow()
  const text = given.text.normalize('NFC')
  const written = (share: number) => text.slice(0, Math.round(text.length * share))
  const steps = Math.max(1, Math.floor(minutesAgo / 5))
  const draft = { revision: steps, text: written(0.7), saved_at: ago(1) }
  await db
    .insertInto('draft')
    .values({ attempt_id: id, ...draft, words: wordsOf(draft.text) })
    .execute()
  const kept = Array.from({ length: steps }, (_, index) => ({
    text: written((0.7 * index) / steps),
    at: ago(minutesAgo - 5 * index),
    reason: index === 0 ? ('begin' as const) : ('writing' as const),
  }))
  await seedSnapshots(db, id, kept)
  const runAt = new Date(deadline.getTime() + (grace_seconds + 1) * 1000)
  await sql`select graphile_worker.add_job('attempt.close', ${JSON.stringify({ attemptId: id })}::json,
    run_at => ${runAt}::timestamptz, job_key => ${`close:${id}`}::text, max_attempts => 10)`.execute(db)
  return id
}
