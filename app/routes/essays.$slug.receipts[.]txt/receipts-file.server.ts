import type { AttemptReceipts, SavedText } from '#app/features/essays/queries/receipts.server.ts'
import { receiptFor } from '#app/features/essays/receipt.server.ts'
import type { Translate } from '#app/i18n/messages.ts'
import { paths } from '#app/paths.ts'

type File = {
  title: string
  attempts: AttemptReceipts[]
  t: Translate
  /** A moment with its date and zone. */
  moment: (at: Date) => string
  secret: string
  origin: string
  now: Date
}

/** All receipts of an essay as plain text, with a head that says how to check them. It names nobody. */
export function receiptsFile({ title, attempts, t, moment, secret, origin, now }: File): string {
  const words = (count: number) => t('receipts.file.words', { words: count })
  const saved = ({ words: count, reason, ...facts }: SavedText): string[] => [
    [
      moment(facts.savedAt),
      t('history.revision', { revision: facts.revision }),
      words(count),
      t(reason === 'now' ? 'receipts.file.now' : `history.reason.${reason}`),
    ].join(' · '),
    receiptFor(facts, secret),
    '',
  ]
  const attempt = ({ number, startedAt, saved: texts, handedIn }: AttemptReceipts): string[] => [
    t('receipts.file.attempt', { number, at: moment(startedAt) }),
    '',
    ...(texts.length > 0 ? texts.flatMap(saved) : [t('receipts.file.none'), '']),
    ...handedIn.flatMap((one) => [
      t('receipts.file.handedIn', { number: one.number, at: moment(one.submittedAt) }),
      `${words(one.words)} · SHA-256 ${one.sha256}`,
      ...(one.counts ? [] : [t('receipts.file.replaced')]),
      origin + paths.verify(one.number),
      '',
    ]),
  ]
  const head = [
    t('receipts.file.title'),
    t('receipts.file.essay', { title }),
    t('receipts.file.made', { at: moment(now) }),
    '',
    t('receipts.file.what'),
    t('receipts.file.how', { address: origin + paths.verify() }),
    t('receipts.file.hash'),
    '',
  ]
  return [...head, ...attempts.flatMap(attempt)].join('\n')
}
