import type { VersionRow } from '#app/features/lessons/queries/editing.server.ts'
import { formatStamp } from '#app/i18n/dates.ts'
import type { Locale } from '#app/i18n/locales.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { paths } from '#app/paths.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Tag } from '#app/ui/notice.tsx'
import { EmptyState } from '#app/ui/page.tsx'
import { DataTable } from '#app/ui/table.tsx'

type Props = { slug: string; locale: Locale; zone: string; versions: VersionRow[] }

/** Every version of a text, the newest first: what it is, and what can be done with it. */
export function Versions({ slug, locale, zone, versions }: Props) {
  const { t, locale: page } = useI18n()
  const live = versions.find((version) => version.liveSince)
  const stamp = (at: Date) => formatStamp(at, page, zone)
  return (
    <DataTable
      caption={t('editing.versions.caption')}
      rows={versions}
      rowKey={(row) => row.id}
      empty={<EmptyState title={t('editing.versions.none')}>{t('editing.versions.noneText')}</EmptyState>}
      columns={[
        { key: 'number', head: t('editing.versions.number'), names: true, cell: (row) => row.number },
        { key: 'state', head: t('editing.versions.state'), cell: (row) => <State row={row} since={stamp} /> },
        {
          key: 'who',
          head: t('editing.versions.who'),
          cell: (row) => row.createdBy ?? t(`editing.versions.origin.${row.origin}`),
        },
        {
          key: 'when',
          head: t('editing.versions.when'),
          cell: (row) => <span className="nowrap num">{stamp(row.createdAt)}</span>,
        },
        { key: 'words', head: t('editing.versions.words'), right: true, cell: (row) => row.words },
        { key: 'minutes', head: t('editing.versions.minutes'), right: true, cell: (row) => row.minutes },
        {
          key: 'do',
          head: <span className="vh">{t('editing.versions.do')}</span>,
          right: true,
          cell: (row) => row.state === 'ready' && <VersionActions {...{ slug, locale, row, live }} />,
        },
      ]}
    />
  )
}

function State({ row, since }: { row: VersionRow; since: (at: Date) => string }) {
  const { t } = useI18n()
  if (row.liveSince)
    return <Tag tone="good">{t('editing.versions.live', { date: since(row.liveSince) })}</Tag>
  if (row.state === 'refused')
    return <Tag tone="bad">{t('editing.state.refused', { count: row.errors, number: row.number })}</Tag>
  if (row.state === 'waiting')
    return (
      <Tag tone="acc">{t(row.publishing ? 'editing.versions.publishing' : 'editing.versions.waiting')}</Tag>
    )
  return <Tag>{t('editing.versions.ready')}</Tag>
}

function VersionActions({
  slug,
  locale,
  row,
  live,
}: Omit<Props, 'versions' | 'zone'> & { row: VersionRow; live?: VersionRow }) {
  const { t } = useI18n()
  const { number } = row
  const back = live !== undefined && number < live.number
  return (
    <form method="post" className="acts end">
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="versionId" value={row.id} />
      <ButtonLink
        slim
        href={paths.lessonPreview(slug, row.id)}
        aria-label={t('editing.versions.previewOf', { number })}
      >
        {t('editing.versions.preview')}
      </ButtonLink>
      {!row.liveSince && (
        <Button
          slim
          name="intent"
          value="publish"
          aria-label={t(back ? 'editing.versions.rollBackTo' : 'editing.versions.publishOf', { number })}
        >
          {t(back ? 'editing.versions.rollBack' : 'editing.versions.publish')}
        </Button>
      )}
    </form>
  )
}
