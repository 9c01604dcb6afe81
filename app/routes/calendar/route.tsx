import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { cohortOf } from '#app/access/actor.ts'
import { authorize } from '#app/access/authorize.server.ts'
import { opensAt } from '#app/features/cohorts/calendar.ts'
import { feedKey } from '#app/features/progress/feed-key.server.ts'
import { readJourney } from '#app/features/progress/queries/journey.server.ts'
import { dayStates } from '#app/features/progress/today.ts'
import { formatTime, zoneName } from '#app/i18n/dates.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { Page, PageHead } from '#app/ui/page.tsx'
import { CourseDay } from './course-day.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'course.read', null)
  const calendar = cohortOf(ctx.actor, permit.cohortId)
  const now = ctx.now()
  const { days, lessons, essays, feedKeyNumber } = await readJourney(ctx, calendar, permit)
  const { env } = context.services
  const key = feedKey(permit.personId, feedKeyNumber, env.SESSION_SECRET)
  return {
    title: translator(ctx.locale)('progress.calendar.title'),
    zone: calendar.zone,
    opens: opensAt(calendar, 1),
    feed: env.PUBLIC_URL + paths.calendarFeed(key),
    days: dayStates(calendar, lessons, now).map((day) => ({
      ...day,
      about: days.find((one) => one.day === day.day) ?? null,
      lessons: lessons.filter((lesson) => lesson.day === day.day),
      essays: essays.filter((essay) => essay.day === day.day || essay.dueOn === day.day),
    })),
  }
}

export default function Calendar() {
  const { t, locale } = useI18n()
  const { title, zone, opens, days, feed } = useLoaderData<typeof loader>()
  const when = { time: formatTime(opens, locale, zone), zone: zoneName(opens, locale, zone) }
  return (
    <Page>
      <PageHead title={title} lead={t('progress.calendar.lead', when)} />
      <ol className="course">
        {days.map((day) => (
          <CourseDay key={day.day} day={day} zone={zone} />
        ))}
      </ol>
      <section className="no-print">
        <h2>{t('progress.calendar.feed')}</h2>
        <p>{t('progress.calendar.feedText')}</p>
        <p className="field">
          <input readOnly value={feed} aria-label={t('progress.calendar.feed')} />
          <span className="hint">
            {t('progress.calendar.feedKeep')}{' '}
            <a href={`${paths.account()}#calendar`}>{t('progress.calendar.feedRenew')}</a>
          </span>
        </p>
        <p>
          <a className="btn slim" href={feed.replace(/^https?:/, 'webcal:')}>
            {t('progress.calendar.feedDo')}
          </a>
        </p>
      </section>
    </Page>
  )
}
