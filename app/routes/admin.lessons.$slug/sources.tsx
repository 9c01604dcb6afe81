import type { LessonSource } from '#app/features/lessons/queries/editing.server.ts'
import { formatDate } from '#app/i18n/dates.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { Tag } from '#app/ui/notice.tsx'
import { DataTable } from '#app/ui/table.tsx'

/** What a lesson rests on, and what the Academy has still to check. */
export function Sources({ sources }: { sources: LessonSource[] }) {
  const { t, locale } = useI18n()
  const date = (day: string) => formatDate(new Date(`${day}T00:00:00Z`), locale, 'UTC')
  const caption = t('editing.sources.caption', { count: sources.length })
  if (sources.length === 0) return <p className="soft small">{t('editing.sources.none')}</p>
  const table = (
    <DataTable
      caption={caption}
      hideCaption
      rows={sources}
      rowKey={(row) => `${row.act} ${row.article} ${row.wording}`}
      columns={[
        {
          key: 'act',
          head: t('editing.sources.act'),
          names: true,
          cell: (row) => `${row.act}, ${row.article}`,
        },
        { key: 'wording', head: t('editing.sources.wording'), cell: (row) => date(row.wording) },
        {
          key: 'state',
          head: t('editing.sources.state'),
          cell: (row) =>
            row.verified ? (
              t('editing.sources.read')
            ) : (
              <Tag tone="warn">{t('editing.sources.unverified')}</Tag>
            ),
        },
        { key: 'seen', head: t('editing.sources.seen'), cell: (row) => row.seen },
      ]}
    />
  )
  // Open where something is to be done about it.
  return (
    <details className="level-list" open={sources.some((source) => !source.verified)}>
      <summary>{caption}</summary>
      {table}
    </details>
  )
}
