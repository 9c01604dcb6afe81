import { sql } from 'kysely'
import { countWords } from '#app/features/lessons/mdx/reading-time.ts'
import { formatMoment, zoneOffset } from '#app/i18n/dates.ts'
import type { Locale } from '#app/i18n/locales.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import type { TxCtx } from '#app/platform/ctx.ts'
import { notify } from '../notifications/steps.server.ts'
import type { Attempt } from './attempt.ts'
import { newAlias, newReceiptNumber, textHash } from './receipt.server.ts'

export type LockedAttempt = Attempt & {
  id: string
  personId: string
  cohortId: string
  promptId: string
  promptVersionId: string
  locale: Locale
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

async function insertSubmission(
  tx: TxCtx,
  attempt: LockedAttempt,
): Promise<{ receipt: string; words: number }> {
  const words = countWords(attempt.text)
  // A number that is taken already is tried again; 30^6 of them make that rare, an alias less so.
  for (;;) {
    const receipt = newReceiptNumber(tx.now())
    const inserted = await tx.db
      .insertInto('submission')
      .values({
        attempt_id: attempt.id,
        person_id: attempt.personId,
        cohort_id: attempt.cohortId,
        prompt_id: attempt.promptId,
        prompt_version_id: attempt.promptVersionId,
        locale: attempt.locale,
        text: attempt.text,
        words,
        sha256: textHash(attempt.text),
        receipt_number: receipt,
        alias: newAlias(),
        submitted_at: tx.now(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (inserted) return { receipt, words }
  }
}

async function mailReceipt(tx: TxCtx, attempt: LockedAttempt, receipt: string, words: number): Promise<void> {
  const to = await tx.db
    .selectFrom('person as p')
    .innerJoin('cohort as c', (join) => join.on('c.id', '=', attempt.cohortId))
    .innerJoin('prompt_version as v', (join) => join.on('v.id', '=', attempt.promptVersionId))
    .where('p.id', '=', attempt.personId)
    .select(['p.id', 'p.name', 'p.email', 'p.locale', 'c.zone'])
    .select(sql<string>`v.texts -> p.locale ->> 'title'`.as('title'))
    .executeTakeFirstOrThrow()
  const now = tx.now()
  const submittedAt = `${formatMoment(now, to.locale, to.zone)} (${zoneOffset(now, to.zone)})`
  await notify(tx, to, { kind: 'submitted', title: to.title, receipt, submittedAt, words })
}

/**
 * Closes an open attempt with the text that the server holds. A text with words becomes the submission, with a
 * receipt by mail; an empty one is only closed. Returns the receipt number, or null.
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
  if (countWords(attempt.text) === 0) {
    await recordAudit(tx, { type: 'attempt.closed_empty', subjectId: attempt.id, details: { by } })
    return null
  }
  const { receipt, words } = await insertSubmission(tx, attempt)
  await recordAudit(tx, { type: 'essay.submitted', subjectId: attempt.id, details: { by, receipt, words } })
  await mailReceipt(tx, attempt, receipt, words)
  return receipt
}
