import { useI18n } from '#app/i18n/react.tsx'
import { paths } from '#app/paths.ts'
import { Tag } from '#app/ui/notice.tsx'
import { DataTable } from '#app/ui/table.tsx'

/** A finished script, with its times in words. */
export type Line = {
  submissionId: string
  alias: string
  title: string
  points: number
  max: number
  passed: boolean
  markerName: string
  decided: string
  sent: string | null
}

type OutcomesProps = { rows: Line[]; view: 'waiting' | 'released'; reads: boolean }

/** The list itself; `reads` where the person may open the essays. */
export function Outcomes({ rows, view, reads }: OutcomesProps) {
  const { t } = useI18n()
  const pick = {
    key: 'pick',
    head: <span className="vh">{t('grading.release.chosen')}</span>,
    cell: (row: Line) => (
      <input
        type="checkbox"
        name="outcome"
        value={row.submissionId}
        aria-label={t('grading.release.pick', { alias: row.alias })}
      />
    ),
  }
  return (
    <DataTable
      caption={t(view === 'waiting' ? 'grading.release.waiting' : 'grading.release.released', {
        count: rows.length,
      })}
      hideCaption
      rows={rows}
      rowKey={(row) => row.submissionId}
      columns={[
        ...(view === 'waiting' ? [pick] : []),
        {
          key: 'code',
          head: t('grading.release.code'),
          names: true,
          cell: (row) =>
            reads ? (
              <a
                className="num"
                href={paths.gradeSubmission(row.submissionId)}
                title={t('grading.release.open', { alias: row.alias })}
              >
                {row.alias}
              </a>
            ) : (
              <span className="num">{row.alias}</span>
            ),
        },
        { key: 'essay', head: t('grading.release.essay'), cell: (row) => row.title },
        {
          key: 'points',
          head: t('grading.release.points'),
          cell: (row) => (
            <>
              <span className="num">
                {row.points} / {row.max}
              </span>{' '}
              <Tag tone={row.passed ? 'good' : 'warn'}>
                {t(row.passed ? 'grading.release.passed' : 'grading.release.below')}
              </Tag>
            </>
          ),
        },
        { key: 'marker', head: t('grading.release.marker'), cell: (row) => row.markerName },
        { key: 'decided', head: t('grading.release.decided'), cell: (row) => row.decided },
        ...(view === 'released'
          ? [{ key: 'sent', head: t('grading.release.releasedAt'), cell: (row: Line) => row.sent }]
          : []),
      ]}
    />
  )
}
