import { useI18n } from '#app/i18n/react.tsx'
import { Tag } from '#app/ui/notice.tsx'
import { DataTable } from '#app/ui/table.tsx'
import type { TimelineLine } from './events.ts'

/** What happened to an attempt, in its order: sizes and times, never words. */
export function Timeline({ lines, zone }: { lines: TimelineLine[]; zone: string }) {
  const { t } = useI18n()
  return (
    <DataTable
      caption={t('attempts.zone', { zone })}
      rows={lines}
      rowKey={(line) => line.id}
      columns={[
        {
          key: 'when',
          head: t('attempts.timeline.when'),
          cell: (line) => <span className="num nowrap">{line.when}</span>,
        },
        {
          key: 'what',
          head: t('attempts.timeline.what'),
          names: true,
          cell: (line) => (
            <>
              {line.what} {line.tag && <Tag tone={line.tag.tone}>{line.tag.text}</Tag>}
            </>
          ),
        },
        {
          key: 'size',
          head: t('attempts.timeline.size'),
          cell: (line) => line.size && <span className="num">{line.size}</span>,
        },
        { key: 'who', head: t('attempts.timeline.who'), cell: (line) => line.who },
      ]}
    />
  )
}
