import { formatStamp, zoneCity, zoneOffset } from '#app/i18n/dates.ts'
import type { Locale } from '#app/i18n/locales.ts'
import type { Translate } from '#app/i18n/messages.ts'
import type { Covered, NumberedSubmission } from './queries/receipts.server.ts'
import type { Receipted } from './receipt.server.ts'

/** A name and what it is, in words; `mono` for what is compared sign by sign. */
export type Fact = { name: string; value: string; mono?: true }

type Words = { t: Translate; locale: Locale }

// Receipts are kept for years: the date has its year, the time its seconds' zone.
const moment = (at: Date, zone: string, { t, locale }: Words): string =>
  `${formatStamp(at, locale, zone)} (${t('site.zone', {
    city: zoneCity(zone, locale),
    offset: zoneOffset(at, zone),
  })})`

/** What a genuine receipt of a saved text covers; `covered` is null where the server holds nothing of it any more. */
export function receiptFacts(receipt: Receipted, covered: Covered | null, words: Words): Fact[] {
  const { t } = words
  const zone = covered?.zone ?? 'UTC'
  const { handedIn } = covered ?? {}
  return [
    ...(covered ? [{ name: t('receipts.essay'), value: covered.title }] : []),
    { name: t('receipts.savedAt'), value: moment(receipt.savedAt, zone, words) },
    { name: t('receipts.revision'), value: String(receipt.revision) },
    { name: t('receipts.sha'), value: receipt.sha256, mono: true },
    ...(covered
      ? [
          { name: t('receipts.held'), value: t(covered.held ? 'receipts.heldYes' : 'receipts.heldNo') },
          {
            name: t('receipts.handedIn'),
            value: handedIn
              ? t('receipts.handedInYes', {
                  number: handedIn.number,
                  at: moment(handedIn.submittedAt, zone, words),
                })
              : t('receipts.handedInNo'),
          },
          ...(handedIn && !handedIn.counts
            ? [{ name: t('receipts.counts'), value: t('receipts.countsNo') }]
            : []),
        ]
      : []),
  ]
}

/** What the receipt number of a submission stands for. */
export function submissionFacts(submission: NumberedSubmission, words: Words): Fact[] {
  const { t } = words
  return [
    { name: t('receipts.essay'), value: submission.title },
    { name: t('essays.receipt.number'), value: submission.number },
    { name: t('receipts.receivedAt'), value: moment(submission.submittedAt, submission.zone, words) },
    { name: t('essays.receipt.words'), value: String(submission.words) },
    { name: t('receipts.sha'), value: submission.sha256, mono: true },
    { name: t('receipts.counts'), value: t(submission.counts ? 'receipts.countsYes' : 'receipts.countsNo') },
  ]
}
