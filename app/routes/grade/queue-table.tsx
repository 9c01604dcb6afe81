import type { PromiseState } from '#app/features/grading/promise.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { ButtonLink } from '#app/ui/button.tsx'
import { Tag } from '#app/ui/notice.tsx'
import { DataTable } from '#app/ui/table.tsx'

/** One script of the queue, with its times in words; `taken` is until when somebody holds it. */
export type QueueLine = {
  /** The page of the script, with the filter of the queue. */
  href: string
  alias: string
  essay: string
  locale: string
  words: number
  late: boolean
  waited: string
  /** Until when feedback is promised, in words; null where nothing is. */
  promised: string | null
  promise: PromiseState
  taken: string | null
}

/** Scripts by their codes. `own`: those in the marker's hands. */
export function QueueTable({ caption, lines, own }: { caption: string; lines: QueueLine[]; own?: boolean }) {
  const { t } = useI18n()
  const state = ({ taken }: QueueLine) => {
    if (!taken) return <Tag>{t('grading.queue.free')}</Tag>
    return own ? (
      <Tag tone="acc">{t('grading.queue.yours', { time: taken })}</Tag>
    ) : (
      <Tag tone="warn">{t('grading.queue.taken', { time: taken })}</Tag>
    )
  }
  return (
    <DataTable
      caption={caption}
      hideCaption
      rows={lines}
      rowKey={(line) => line.href}
      columns={[
        {
          key: 'code',
          head: t('grading.queue.code'),
          names: true,
          cell: (line) => (
            <>
              <span className="num">{line.alias}</span>{' '}
              {line.late && <Tag tone="warn">{t('grading.late')}</Tag>}
            </>
          ),
        },
        { key: 'essay', head: t('grading.queue.prompt'), cell: (line) => line.essay },
        { key: 'language', head: t('grading.queue.language'), cell: (line) => <Tag>{line.locale}</Tag> },
        { key: 'words', head: t('grading.queue.words'), right: true, cell: (line) => line.words },
        {
          key: 'since',
          head: t('grading.queue.since'),
          right: true,
          cell: ({ waited, promised, promise }) => (
            <>
              {waited}
              {promised && <div className="small soft">{promised}</div>}
              {(promise === 'near' || promise === 'broken') && (
                <Tag tone={promise === 'broken' ? 'bad' : 'warn'}>{t(`grading.queue.${promise}`)}</Tag>
              )}
            </>
          ),
        },
        { key: 'state', head: t('grading.queue.state'), cell: state },
        {
          key: 'open',
          head: <span className="vh">{t('grading.queue.open')}</span>,
          cell: (line) =>
            own || !line.taken ? (
              <ButtonLink slim href={line.href}>
                {t(own ? 'grading.queue.goOn' : 'grading.queue.open')}{' '}
                <span className="vh">{line.alias}</span>
              </ButtonLink>
            ) : null,
        },
      ]}
    />
  )
}
