import type { AttemptDetail, AttemptEvent } from '#app/features/essays/queries/timeline.server.ts'
import type { Locale } from '#app/i18n/locales.ts'
import type { MessageValues, Translate } from '#app/i18n/messages.ts'
import { formatNumber } from '#app/i18n/numbers.ts'
import { personName } from '#app/i18n/person-name.ts'

/** One line of a timeline: when, what, how much text, who; `tag` is what it has come to. */
export type TimelineLine = {
  id: string
  when: string
  what: string
  size: string
  who: string
  tag: { tone: 'good' | 'warn' | 'bad'; text: string } | null
}

type Words = { t: Translate; locale: Locale; stamp: (at: Date) => string }

/** "1,043 words · 9.1 kB"; where words were not counted, the bytes alone. */
export function sizeOf(
  { words, bytes }: { words?: number; bytes: number },
  { t, locale }: Pick<Words, 't' | 'locale'>,
): string {
  const size = t('attempts.one.kilobytes', { number: formatNumber(bytes / 1000, locale) })
  return words === undefined ? size : t('attempts.timeline.words', { words, size })
}

/** An attempt from its begin on, line by line. */
export function timelineLines(
  { startedAt, fromNumber, name }: AttemptDetail,
  events: AttemptEvent[],
  words: Words,
): TimelineLine[] {
  const { t, stamp } = words
  const begun: TimelineLine = {
    id: 'begun',
    when: stamp(startedAt),
    what: fromNumber
      ? t('attempts.timeline.begunFrom', { number: fromNumber })
      : t('attempts.timeline.begun'),
    size: '',
    who: name,
    tag: null,
  }
  const lines = events.map((event) => ({
    id: `${event.kind}-${event.id}`,
    when: stamp(event.at),
    what: whatOf(event, words),
    size: 'bytes' in event.facts ? sizeOf(event.facts, words) : '',
    who: personName(event.by ?? '', t),
    tag: tagOf(event, words),
  }))
  // What was allowed before the begin stands before it.
  const before = events.filter(({ at }) => at < startedAt).length
  return lines.toSpliced(before, 0, begun)
}

function whatOf(event: AttemptEvent, { t, stamp }: Words): string {
  const { kind, facts } = event
  if (kind === 'snapshot')
    return t(`attempts.timeline.snapshot.${facts.reason}`, { revision: facts.revision })
  if (kind === 'copy') return t('attempts.timeline.copy')
  if (kind === 'submission') return t('attempts.timeline.submission', { receipt: facts.receipt })
  if (kind === 'allowance') {
    const { extraMinutes: minutes, dueAt, reason } = facts
    const due = dueAt ? stamp(new Date(dueAt)) : ''
    return t('attempts.timeline.allowance', { minutes, hasDue: dueAt ? 'yes' : 'no', due, reason })
  }
  return auditWords(facts, t, stamp)
}

function auditWords(
  { type, details }: Extract<AttemptEvent, { kind: 'audit' }>['facts'],
  t: Translate,
  stamp: Words['stamp'],
): string {
  const given = details as Record<string, string | number>
  const values: MessageValues = { reason: String(given.reason ?? '') }
  if (type === 'attempt.extended')
    return t('attempts.timeline.extended', { to: stamp(new Date(String(given.to))) })
  if (type === 'attempt.reopened')
    return t('attempts.timeline.reopened', { ...values, minutes: Number(given.minutes) })
  if (type === 'attempt.text_read') {
    const source = sources.find((one) => one === given.source) ?? 'draft'
    return t('attempts.timeline.read', { ...values, source: t(`attempts.source.${source}`) })
  }
  if (type === 'late_copy.accepted')
    return t('attempts.timeline.accepted', { ...values, receipt: String(given.receipt) })
  return t('attempts.timeline.closedEmpty')
}

function tagOf({ kind, facts }: AttemptEvent, { t, stamp }: Words): TimelineLine['tag'] {
  if (kind === 'snapshot' && facts.reason === 'conflict')
    return { tone: 'warn', text: t('attempts.source.snapshot') }
  if (kind === 'copy') {
    return facts.acceptedAt
      ? { tone: 'good', text: t('attempts.timeline.acceptedTag') }
      : { tone: 'warn', text: t('attempts.timeline.waits') }
  }
  if (kind !== 'submission') return null
  if (facts.supersededAt) {
    const at = stamp(new Date(facts.supersededAt))
    return { tone: 'bad', text: t('attempts.timeline.superseded', { at }) }
  }
  return facts.late ? { tone: 'warn', text: t('attempts.state.late') } : null
}

const sources = ['draft', 'snapshot', 'copy', 'submission'] as const

/** The texts that staff may ask for: what the server holds now, and every other by its time. */
export function textsOf(events: AttemptEvent[], { t, stamp }: Words): { value: string; label: string }[] {
  const dated = events.flatMap(({ kind, id, at }) => {
    if (kind !== 'snapshot' && kind !== 'copy' && kind !== 'submission') return []
    const source = t(`attempts.source.${kind}`)
    return { value: `${kind}:${id}`, label: t('attempts.source.dated', { source, at: stamp(at) }) }
  })
  return [{ value: 'draft', label: t('attempts.source.draft') }, ...dated]
}
