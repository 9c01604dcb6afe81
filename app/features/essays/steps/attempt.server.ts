import { sql } from 'kysely'
import { countWords } from '#app/features/lessons/mdx/reading-time.ts'
import type { Locale } from '#app/i18n/locales.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import type { TxCtx } from '#app/platform/ctx.ts'
import { type Attempt, isLate } from '../attempt.ts'
import { takeSnapshot } from './snapshots.server.ts'
import { takeIn } from './submission.server.ts'
import { dueTimeOf } from './time.server.ts'

export type LockedAttempt = Attempt & {
  id: string
  personId: string
  cohortId: string
  promptId: string
  promptVersionId: string
  locale: Locale
  closedBy: 'participant' | 'deadline' | null
  revision: number
  text: string
}

/** An attempt with its draft, its row locked until the end of the transaction; null where there is none. */
export async function attemptForUpdate(tx: TxCtx, attemptId: string): Promise<LockedAttempt | null> {
  const attempt = await tx.db
    .selectFrom('attempt')
    .where('id', '=', attemptId)
    .select([
      'id',
      'number',
      'locale',
      'started_at as startedAt',
      'deadline_at as deadlineAt',
      'grace_seconds as graceSeconds',
      'closed_at as closedAt',
    ])
    .select(sql<LockedAttempt['closedBy']>`closed_by`.as('closedBy'))
    .select(['person_id as personId', 'cohort_id as cohortId', 'prompt_id as promptId'])
    .select('prompt_version_id as promptVersionId')
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!attempt) return null
  // Read after the lock was won: a save that was under way has then committed.
  const draft = await tx.db
    .selectFrom('draft')
    .where('attempt_id', '=', attemptId)
    .select(['revision', 'text'])
    .executeTakeFirstOrThrow()
  return { ...attempt, ...draft }
}

/**
 * Closes an open attempt with the text that the server holds, which stays as a snapshot. A text with words becomes the
 * submission, with a receipt by mail; an empty one is only closed. Returns the receipt number, or null.
 */
export async function closeAttempt(
  tx: TxCtx,
  attempt: LockedAttempt,
  by: 'participant' | 'deadline',
): Promise<string | null> {
  await tx.db
    .updateTable('attempt')
    .set({ closed_at: tx.now(), closed_by: by })
    .where('id', '=', attempt.id)
    .execute()
  const { id: attemptId, revision, text } = attempt
  await takeSnapshot(tx, 'close', { attemptId, revision, text, takenAt: tx.now() })
  if (countWords(attempt.text) === 0) {
    await recordAudit(tx, { type: 'attempt.closed_empty', subjectId: attempt.id, details: { by } })
    return null
  }
  const late = isLate(attempt, await dueTimeOf(tx, attempt), tx.now())
  return takeIn(tx, attempt, { text: attempt.text, submittedAt: tx.now(), late, by })
}
