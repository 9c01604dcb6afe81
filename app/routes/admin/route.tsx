import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { authorize, requirePerson } from '#app/access/authorize.server.ts'
import { may } from '#app/access/permissions.ts'
import { figuresNow } from '#app/features/overview/queries.server.ts'
import { erasuresAhead } from '#app/features/privacy/queries/retention.server.ts'
import { formatDate } from '#app/i18n/dates.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { failedJobs } from '#app/platform/job-list.server.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { EmptyState, Page, PageHead } from '#app/ui/page.tsx'

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
  const door = (open: boolean, href: string) => (open ? href : null)
  const release = door(may(role, 'outcome.release'), paths.release())
  const all = [
    { key: 'waiting' as const, count: figures.waiting, href: release },
    { key: 'unreleased' as const, count: figures.unreleased, href: release },
    {
      key: 'copies' as const,
      count: figures.copies,
      href: door(may(role, 'attempt.list'), paths.adminEssays({ state: 'copies' })),
    },
    {
      key: 'unseen' as const,
      count: figures.unseen,
      href: door(may(role, 'people.manage'), paths.people({ state: 'unseen' })),
    },
    ...(manages
      ? [
          { key: 'refused' as const, count: figures.refused, href: paths.adminLessons() },
          { key: 'outdated' as const, count: figures.outdated, href: paths.adminLessons() },
        ]
      : []),
    ...(failed === null ? [] : [{ key: 'failed' as const, count: failed, href: paths.jobs() }]),
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
          {needed.map(({ key, count, href }) => (
            <li key={key}>
              <strong>{t(`desk.overview.${key}`, { count })}</strong>
              <span className="soft small">{t(`desk.overview.why.${key}`)}</span>
              {href && (
                <ButtonLink slim href={href}>
                  {t('desk.overview.open')}
                  <span className="vh">: {t(`desk.overview.${key}`, { count })}</span>
                </ButtonLink>
              )}
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
