import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { authorize, requirePerson } from '#app/access/authorize.server.ts'
import { may } from '#app/access/permissions.ts'
import { rosterOptions } from '#app/features/essays/queries/roster.server.ts'
import { type AtEssay, figuresNow } from '#app/features/overview/queries.server.ts'
import { erasuresAhead } from '#app/features/privacy/queries/retention.server.ts'
import { formatDate } from '#app/i18n/dates.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { failedJobs } from '#app/platform/job-list.server.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { EmptyState, Page, PageHead } from '#app/ui/page.tsx'

/** A list that holds exactly what a figure, or a part of it, counts. */
type Door = { label: string | null; href: string; count: number }

/** The lists of essays that hold what a figure counts, one for each essay of each cohort. */
async function essayDoors(ctx: Ctx, request: Request, figures: Record<'waitingAt' | 'copiesAt', AtEssay[]>) {
  if (figures.waitingAt.length + figures.copiesAt.length === 0) return { waiting: [], copies: [] }
  const { cohorts, prompts } = await rosterOptions(ctx, await authorize(ctx, request, 'attempt.list', null))
  const doors = (places: AtEssay[], state: string) =>
    places.flatMap(({ cohortId, promptId, count }): Door[] => {
      const cohort = cohorts.find(({ id }) => id === cohortId)
      const prompt = prompts.find(({ id }) => id === promptId)
      if (!cohort || !prompt) return []
      const href = paths.adminEssays({ cohort: cohortId, prompt: prompt.slug, state })
      return [{ label: `${prompt.title}, ${cohort.name}`, href, count }]
    })
  return { waiting: doors(figures.waitingAt, 'undecided'), copies: doors(figures.copiesAt, 'copies') }
}

export async function loader({ request, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'overview.read', null)
  const { role, locale } = requirePerson(ctx, request)
  // An observer sees the figures of her cohorts and no door behind them.
  const manages = may(role, 'lesson.manage')
  const [figures, ahead, failed] = await Promise.all([
    figuresNow(ctx, permit),
    may(role, 'cohort.manage')
      ? authorize(ctx, request, 'cohort.manage', null).then((p) => erasuresAhead(ctx, p))
      : [],
    may(role, 'jobs.read') ? failedJobs(ctx.db) : null,
  ])
  const one = (open: boolean, href: string, count: number): Door[] =>
    open ? [{ label: null, href, count }] : []
  const essays = may(role, 'attempt.list')
    ? await essayDoors(ctx, request, figures)
    : { waiting: [], copies: [] }
  const { unreleased, unseen, refused, outdated } = figures
  const all = [
    { key: 'waiting' as const, count: figures.waiting, doors: essays.waiting },
    {
      key: 'unreleased' as const,
      count: unreleased,
      doors: one(may(role, 'outcome.release'), paths.release(), unreleased),
    },
    { key: 'copies' as const, count: figures.copies, doors: essays.copies },
    {
      key: 'unseen' as const,
      count: unseen,
      doors: one(may(role, 'people.manage'), paths.people({ state: 'unseen' }), unseen),
    },
    ...(manages
      ? [
          {
            key: 'refused' as const,
            count: refused,
            doors: one(true, paths.adminLessons({ show: 'refused' }), refused),
          },
          {
            key: 'outdated' as const,
            count: outdated,
            doors: one(true, paths.adminLessons({ show: 'outdated' }), outdated),
          },
        ]
      : []),
    ...(failed === null
      ? []
      : [{ key: 'failed' as const, count: failed, doors: one(true, paths.jobs(), failed) }]),
  ]
  const erasures = ahead.map(({ id, name, people, retainUntil }) => ({
    id,
    facts: { cohort: name, people, date: formatDate(new Date(`${retainUntil}T12:00:00Z`), locale, 'UTC') },
  }))
  return { title: translator(locale)('desk.overview.title'), all, erasures }
}

export default function Overview() {
  const { t } = useI18n()
  const { all, erasures } = useLoaderData<typeof loader>()
  const needed = all.filter(({ count }) => count > 0)
  const quiet = all.filter(({ count }) => count === 0)
  return (
    <Page>
      <PageHead title={t('desk.overview.title')} lead={t('desk.overview.lead')} />
      {erasures.map(({ id, facts }) => (
        <Notice
          key={id}
          tone="warn"
          action={
            <ButtonLink slim href={paths.cohort(id)}>
              {t('desk.overview.erasureDo')}
              <span className="vh">: {facts.cohort}</span>
            </ButtonLink>
          }
        >
          <p>{t('desk.overview.erasure', facts)}</p>
        </Notice>
      ))}
      {needed.length === 0 && erasures.length === 0 && (
        <EmptyState title={t('desk.overview.emptyTitle')}>{t('desk.overview.empty')}</EmptyState>
      )}
      {needed.length > 0 && (
        <ul className="rows">
          {needed.map(({ key, count, doors }) => (
            <li key={key}>
              <strong>{t(`desk.overview.${key}`, { count })}</strong>
              {/* What is to be done is said to those who can do it. */}
              {doors.length > 0 && <span className="soft small">{t(`desk.overview.why.${key}`)}</span>}
              {doors.map(({ href, label, count: held }) => (
                <ButtonLink key={href} slim href={href}>
                  {label ? `${label} (${held})` : t('desk.overview.open')}
                  <span className="vh">: {t(`desk.overview.${key}`, { count: held })}</span>
                </ButtonLink>
              ))}
            </li>
          ))}
        </ul>
      )}
      {needed.length > 0 && quiet.length > 0 && (
        <div className="small soft">
          <p>{t('desk.overview.quiet')}</p>
          <ul className="plain">
            {quiet.map(({ key }) => (
              <li key={key}>{t(`desk.overview.${key}`, { count: 0 })}</li>
            ))}
          </ul>
        </div>
      )}
    </Page>
  )
}
