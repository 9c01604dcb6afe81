import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { DB } from '../schema.ts'

type Whose = { personId: string; cohortId: string; promptSlug: string }

const promptId = (slug: string) => sql<string>`(select id from prompt where slug = ${slug})`
const wordsOf = (text: string): number => text.match(/[\p{L}\p{N}]+(?:[-’'][\p{L}\p{N}]+)*/gu)?.length ?? 0

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
