import type { AttemptReceipts } from '#app/features/essays/queries/receipts.server.ts'
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

/** All receipts of an essay as lines of plain text, with a head that says how to check them. It names nobody. */
export async function* receiptLines({
  title,
  attempts,
  t,
  moment,
  secret,
  origin,
  now,
}: File): AsyncGenerator<string> {
  yield t('receipts.file.title')
  yield t('receipts.file.essay', { title })
  yield t('receipts.file.made', { at: moment(now) })
  yield ''
  yield t('receipts.file.what')
  yield t('receipts.file.how', { address: origin + paths.verify() })
  yield t('receipts.file.hash')
  yield ''
  const words = (count: number) => t('receipts.file.words', { words: count })
  for (const { number, startedAt, saved, handedIn } of attempts) {
    yield t('receipts.file.attempt', { number, at: moment(startedAt) })
    yield ''
    let count = 0
    for await (const { words: length, reason, ...facts } of saved) {
      count += 1
      const why = t(reason === 'now' ? 'receipts.file.now' : `history.reason.${reason}`)
      yield [
        moment(facts.savedAt),
        t('history.revision', { revision: facts.revision }),
        words(length),
        why,
      ].join(' · ')
      yield receiptFor(facts, secret)
      yield ''
    }
    if (count === 0) {
      yield t('receipts.file.none')
      yield ''
    }
    for (const one of handedIn) {
      yield t('receipts.file.handedIn', { number: one.number, at: moment(one.submittedAt) })
      yield `${words(one.words)} · SHA-256 ${one.sha256}`
      if (!one.counts) yield t('receipts.file.replaced')
      yield origin + paths.verify(one.number)
      yield ''
    }
  }
}
