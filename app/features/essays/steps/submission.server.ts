import { sql } from 'kysely'
import { countWords } from '#app/features/lessons/mdx/reading-time.ts'
import { notify } from '#app/features/notifications/steps/notify.server.ts'
import { formatZoned } from '#app/i18n/dates.ts'
import type { Locale } from '#app/i18n/locales.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import type { TxCtx } from '#app/platform/ctx.ts'
import { newAlias, newReceiptNumber, textHash } from '../receipt.server.ts'

type OfAttempt = {
  id: string
  personId: string
  cohortId: string
  promptId: string
  promptVersionId: string
  locale: Locale
}

/** What is taken in: the text as it counts, when it arrived, whether that was late, and at whose word. */
type Given = { text: string; submittedAt: Date; late: boolean; by: 'participant' | 'deadline' | 'staff' }

/**
 * Makes a text the submission of an attempt that has none which counts, with a receipt by mail. Returns the receipt
 * number.
 */
export async function takeIn(tx: TxCtx, attempt: OfAttempt, given: Given): Promise<string> {
  const words = countWords(given.text)
  const receipt = await insertSubmission(tx, attempt, given, words)
  const { by, late } = given
  await recordAudit(tx, {
    type: 'essay.submitted',
    subjectId: attempt.id,
    details: { by, receipt, words, late },
  })
  await mailReceipt(tx, attempt, given, { receipt, words })
  return receipt
}

async function insertSubmission(
  tx: TxCtx,
  attempt: OfAttempt,
  { text, submittedAt, late }: Given,
  words: number,
): Promise<string> {
  // A number that is taken already is tried again; 30^6 of them make that rare, an alias less so.
  for (let tries = 0; tries < 100; tries++) {
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
        text,
        words,
        sha256: textHash(text),
        receipt_number: receipt,
        alias: newAlias(),
        submitted_at: submittedAt,
        late,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (inserted) return receipt
  }
  throw new Error(`attempt ${attempt.id} has a submission that counts`)
}

async function mailReceipt(
  tx: TxCtx,
  { personId, cohortId, promptVersionId }: OfAttempt,
  { submittedAt: at, late }: Given,
  { receipt, words }: { receipt: string; words: number },
): Promise<void> {
  const { zone, title, ...to } = await tx.db
    .selectFrom('person as p')
    .innerJoin('cohort as c', (join) => join.on('c.id', '=', cohortId))
    .innerJoin('prompt_version as v', (join) => join.on('v.id', '=', promptVersionId))
    .where('p.id', '=', personId)
    .select(['p.id', 'p.name', 'p.email', 'p.locale', 'c.zone'])
    .select(sql<string>`v.texts -> p.locale ->> 'title'`.as('title'))
    .executeTakeFirstOrThrow()
  const submittedAt = formatZoned(at, to.locale, zone, translator(to.locale))
  const punctual = late ? ('no' as const) : ('yes' as const)
  await notify(tx, to, { kind: 'submitted', title, receipt, submittedAt, words, punctual })
}
