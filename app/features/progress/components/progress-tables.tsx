import type { EssayCounts } from '#app/features/essays/queries/cohort-essays.server.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { compareRegions, regionName } from '#app/i18n/regions.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { HeatMap, type HeatState } from '#app/ui/heat-map.tsx'
import { EmptyState } from '#app/ui/page.tsx'
import type { SortLink } from '#app/ui/sorting.ts'
import { DataTable } from '#app/ui/table.tsx'
import { type RegionFigures, SMALL_GROUP } from '../cohort-progress.ts'
import type { DayState } from '../pace.ts'

const cells: Record<DayState, HeatState> = {
  done: 'done',
  partly: 'begun',
  missed: 'missed',
  today: 'open',
  closed: 'closed',
}

/** A participant as the table shows her: words already chosen. */
export type ProgressRow = {
  id: string
  name: string
  region: string
  states: DayState[]
  essays: string[]
  lastSeen: string
}

type PeopleProps = {
  days: number
  rows: ProgressRow[]
  essays: { number: number; title: string; dueDay: number }[]
  /** Head of the column of the last sign of life. */
  lastHead: string
  sort: { name: SortLink; region: SortLink; seen: SortLink | null }
  clearHref: string
}

/** Participant × day, with region, essays and the last sign of life. */
export function ProgressMap({ days, rows, essays, lastHead, sort, clearHref }: PeopleProps) {
  const { t, locale } = useI18n()
  if (rows.length === 0) {
    return (
      <EmptyState
        title={t('cohortProgress.emptyTitle')}
        action={<ButtonLink href={clearHref}>{t('cohortProgress.clear')}</ButtonLink>}
      >
        {t('cohortProgress.empty')}
      </EmptyState>
    )
  }
  return (
    <div>
      <HeatMap
        caption={t('cohortProgress.caption', { count: rows.length })}
        nameHead={{ text: t('cohortProgress.participant'), sort: sort.name }}
        beforeHeads={[{ text: t('cohortProgress.region'), sort: sort.region }]}
        columns={Array.from({ length: days }, (_, index) => ({
          label: String(index + 1),
          name: t('progress.day', { day: index + 1 }),
        }))}
        afterHeads={[
          ...essays.map(({ number }) => ({ text: t('cohortProgress.essay', { number }) })),
          { text: lastHead, ...(sort.seen ? { sort: sort.seen } : {}) },
        ]}
        rows={rows.map((row) => ({
          key: row.id,
          name: row.name,
          before: [regionName(row.region, locale)],
          cells: row.states.map((state) => cells[state]),
          after: [...row.essays, row.lastSeen],
        }))}
        words={{
          done: t('progress.state.done'),
          begun: t('progress.state.partly'),
          missed: t('progress.state.missed'),
          open: t('progress.state.today'),
          closed: t('progress.state.closed'),
        }}
      />
      {essays.length > 0 && (
        <ul className="plain small soft">
          {essays.map(({ number, title, dueDay }) => (
            <li key={number}>{t('cohortProgress.essayKey', { number, title, day: dueDay })}</li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** How far a cohort is with each essay, for those who may not see it beside a name. */
export function EssayCountsTable({ rows }: { rows: (EssayCounts & { number: number })[] }) {
  const { t } = useI18n()
  return (
    <section>
      <h2>{t('cohortProgress.counts.title')}</h2>
      <p className="small soft">{t('cohortProgress.counts.blind')}</p>
      <DataTable
        caption={t('cohortProgress.counts.title')}
        hideCaption
        rows={rows}
        rowKey={({ number }) => String(number)}
        columns={[
          {
            key: 'essay',
            head: t('cohortProgress.counts.essay'),
            names: true,
            cell: ({ number, title }) => `${number}. ${title}`,
          },
          {
            key: 'writing',
            head: t('cohortProgress.counts.writing'),
            right: true,
            cell: ({ writing }) => writing,
          },
          {
            key: 'in',
            head: t('cohortProgress.counts.handedIn'),
            right: true,
            cell: ({ handedIn }) => handedIn,
          },
          {
            key: 'released',
            head: t('cohortProgress.counts.released'),
            right: true,
            cell: ({ released }) => released,
          },
          {
            key: 'missing',
            head: t('cohortProgress.counts.missing'),
            right: true,
            cell: ({ all, writing, handedIn }) => all - writing - handedIn,
          },
        ]}
      />
    </section>
  )
}

/** Figures region by region: nobody can be told apart. */
export function RegionTable({ rows }: { rows: RegionFigures[] }) {
  const { t, locale } = useI18n()
  const named = rows.filter(({ region }) => region)
  named.sort((a, b) => compareRegions(a.region ?? '', b.region ?? '', locale))
  return (
    <DataTable
      caption={t('cohortProgress.byRegion')}
      hideCaption
      rows={[...named, ...rows.filter(({ region }) => !region)]}
      rowKey={({ region }) => region ?? 'small'}
      columns={[
        {
          key: 'region',
          head: t('cohortProgress.region'),
          names: true,
          cell: ({ region }) =>
            region === null
              ? t('cohortProgress.smallRegions', { count: SMALL_GROUP })
              : regionName(region, locale) || t('cohortProgress.noRegion'),
        },
        { key: 'all', head: t('cohortProgress.participants'), right: true, cell: ({ all }) => all },
        { key: 'onPace', head: t('cohortProgress.onPace'), right: true, cell: ({ onPace }) => onPace },
        { key: 'one', head: t('cohortProgress.oneHead'), right: true, cell: ({ one }) => one },
        { key: 'more', head: t('cohortProgress.moreHead'), right: true, cell: ({ more }) => more },
      ]}
    />
  )
}
