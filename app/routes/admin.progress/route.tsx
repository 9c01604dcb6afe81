import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { authorize, requirePerson } from '#app/access/authorize.server.ts'
import { may } from '#app/access/permissions.ts'
import {
  figuresByRegion,
  figuresOf,
  matchingPeople,
  readProgressFilter,
  regionsOf,
  SMALL_GROUP,
  selectedCohort,
} from '#app/features/progress/cohort-progress.ts'
import { ProgressHead, ProgressTools } from '#app/features/progress/components/progress-head.tsx'
import {
  EssayCountsTable,
  ProgressMap,
  RegionTable,
} from '#app/features/progress/components/progress-tables.tsx'
import { ageText, cohortLine, essayWord, openEssays } from '#app/features/progress/progress-words.ts'
import {
  type CohortChoice,
  cohortByName,
  cohortByRegion,
  cohortsToWatch,
} from '#app/features/progress/queries/cohort.server.ts'
import { formatShortDay } from '#app/i18n/dates.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { compareRegions } from '#app/i18n/regions.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { EmptyState, Page, PageHead } from '#app/ui/page.tsx'
import { readSorting, type SortLink, sorted, sortLink } from '#app/ui/sorting.ts'

const KEYS = ['name', 'region', 'seen'] as const

async function byName(ctx: Ctx, request: Request, cohort: CohortChoice) {
  const permit = await authorize(ctx, request, 'progress.read.names', null)
  const blind = !may(requirePerson(ctx, request).role, 'progress.read.essays')
  const withEssays = blind ? null : await authorize(ctx, request, 'progress.read.essays', null)
  const { people, essays, counts, waiting } = await cohortByName(ctx, permit, withEssays, cohort)
  const asked = new URL(request.url).searchParams
  const filter = readProgressFilter(asked)
  // The order of the last visits would tell a marker the hours that are not shown.
  const sorting = readSorting(asked.get('sort'), blind ? ['name', 'region'] : KEYS)
  type One = (typeof people)[number]
  // People come in the order of the Kazakh alphabet, which `order` keeps.
  const order = new Map(people.map((person, index) => [person.id, index]))
  const comparing: Record<(typeof KEYS)[number], (a: One, b: One) => number> = {
    name: (a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0),
    region: (a, b) => compareRegions(a.region, b.region, ctx.locale),
    seen: (a, b) => (a.lastSeenAt?.getTime() ?? 0) - (b.lastSeenAt?.getTime() ?? 0),
  }
  const sortOf = (key: (typeof KEYS)[number]): SortLink =>
    sortLink(key, sorting, 'name', (sort) => paths.adminProgress({ cohort: cohort.id, ...filter, sort }))
  const [now, t] = [ctx.now(), translator(ctx.locale)]
  const open = openEssays(essays, cohort, now)
  // For somebody who marks, the day alone: the hour may be the hour of a script.
  const seenText = (at: Date | null) =>
    at === null
      ? t('cohortProgress.never')
      : blind
        ? formatShortDay(at, ctx.locale, cohort.zone)
        : ageText(t, at, now)
  return {
    figures: figuresOf(people),
    waiting,
    withheld: false,
    regions: null,
    narrowing: { filter, regions: regionsOf(people) },
    counts: counts && openEssays(counts, cohort, now).map(({ essay, number }) => ({ ...essay, number })),
    essays: open.map(({ essay, number }) => ({ number, title: essay.title, dueDay: essay.dueDay })),
    sort: { name: sortOf('name'), region: sortOf('region'), seen: blind ? null : sortOf('seen') },
    rows: sorted(matchingPeople(people, filter), sorting.down, comparing[sorting.key]).map((person) => ({
      id: person.id,
      name: person.name,
      region: person.region,
      states: person.states,
      essays: person.essays
        .filter((_, index) => open.some((one) => one.index === index))
        .map((essay) => essayWord(t, ctx.locale, essay)),
      lastSeen: seenText(person.lastSeenAt),
    })),
  }
}

async function byRegion(ctx: Ctx, request: Request, cohort: CohortChoice) {
  const permit = await authorize(ctx, request, 'progress.read.figures', null)
  const { people, waiting, withheld } = await cohortByRegion(ctx, permit, cohort)
  return {
    figures: figuresOf(people),
    waiting,
    withheld,
    regions: figuresByRegion(people),
    narrowing: null,
    counts: null,
    essays: [],
    sort: null,
    rows: [],
  }
}

export async function loader({ request, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'progress.read.figures', null)
  const t = translator(ctx.locale)
  const now = ctx.now()
  const title = t('cohortProgress.title')
  const cohorts = await cohortsToWatch(ctx, permit)
  const cohort = selectedCohort(cohorts, new URL(request.url).searchParams.get('cohort'), now)
  if (cohort === 'unknown') throw new Response(null, { status: 404 })
  if (!cohort) return { title, page: null }
  const named = may(requirePerson(ctx, request).role, 'progress.read.names')
  const { waiting, ...seen } = await (named ? byName : byRegion)(ctx, request, cohort)
  const age = waiting.oldest && ageText(t, waiting.oldest, now)
  return {
    title,
    page: {
      ...seen,
      kicker: cohortLine(t, cohort, now),
      cohortId: cohort.id,
      days: cohort.days,
      cohorts: cohorts.map(({ id, name }) => ({ id, name })),
      waiting: { count: waiting.count, age },
    },
  }
}

export default function CohortProgress() {
  const { t } = useI18n()
  const { page } = useLoaderData<typeof loader>()
  if (!page) {
    return (
      <Page width="wide">
        <PageHead title={t('cohortProgress.title')} />
        <EmptyState title={t('cohortProgress.noCohortTitle')}>{t('cohortProgress.noCohort')}</EmptyState>
      </Page>
    )
  }
  const { figures, narrowing, rows } = page
  const narrow = narrowing !== null && rows.length < figures.all
  return (
    <Page width="wide">
      {page.withheld ? (
        <PageHead title={t('cohortProgress.title')} kicker={page.kicker} />
      ) : (
        <ProgressHead kicker={page.kicker} figures={figures} waiting={page.waiting} />
      )}
      <ProgressTools cohortId={page.cohortId} cohorts={page.cohorts} narrowing={narrowing} />
      {narrow && rows.length > 0 && (
        <p className="small soft num">
          {t('cohortProgress.shown', { count: rows.length, all: figures.all })}
        </p>
      )}
      {page.withheld ? (
        <EmptyState title={t('cohortProgress.withheldTitle')}>
          {t('cohortProgress.withheld', { count: SMALL_GROUP })}
        </EmptyState>
      ) : figures.all === 0 ? (
        <EmptyState title={t('cohortProgress.noneTitle')}>{t('cohortProgress.none')}</EmptyState>
      ) : page.regions ? (
        <RegionTable rows={page.regions} />
      ) : page.sort === null ? null : (
        <ProgressMap
          days={page.days}
          rows={rows}
          sort={page.sort}
          essays={page.essays}
          lastHead={t(page.counts ? 'cohortProgress.lastDay' : 'cohortProgress.lastSeen')}
          clearHref={paths.adminProgress({ cohort: page.cohortId })}
        />
      )}
      {page.counts && page.counts.length > 0 && <EssayCountsTable rows={page.counts} />}
    </Page>
  )
}
