import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { cohortOf } from '#app/access/actor.ts'
import { authorize } from '#app/access/authorize.server.ts'
import { dayNumber, lastOpenDay, opensAt } from '#app/features/cohorts/calendar.ts'
import { nextAction } from '#app/features/progress/next-action.ts'
import { readJourney } from '#app/features/progress/queries/journey.server.ts'
import { dayStates, essaysOfWeek, phaseOf } from '#app/features/progress/today.ts'
import { formatDay, formatTime, formatWeekday, zoneCity, zoneName } from '#app/i18n/dates.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { EmptyState, Page, PageHead } from '#app/ui/page.tsx'
import { Next } from './next.tsx'
import { Strip } from './strip.tsx'
import { Week } from './week.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'progress.read.own', null)
  const title = translator(ctx.locale)('progress.today.title')
  if (!permit.cohortId) return { state: 'none' as const, title }
  const calendar = cohortOf(ctx.actor, permit.cohortId)
  const now = ctx.now()
  const journey = await readJourney(ctx, calendar, permit)
  const { lessons, essays } = journey
  const next = nextAction(calendar, lessons, essays, now)
  const chosen = 'lesson' in next ? next.lesson : 'essay' in next ? next.essay : null
  const open = lastOpenDay(calendar, now)
  return {
    state: phaseOf(calendar, now),
    title,
    now,
    zone: calendar.zone,
    day: dayNumber(calendar, now),
    headline: journey.days.find((day) => day.day === dayNumber(calendar, now))?.title ?? null,
    strip: dayStates(calendar, lessons, now),
    starts: opensAt(calendar, 1),
    opening: open < calendar.days ? { day: open + 1, at: opensAt(calendar, open + 1) } : null,
    empty: lessons.length === 0,
    next,
    unfinished: lessons.filter(
      (lesson) => lesson.required && lesson.day <= open && !lesson.completedAt && lesson !== chosen,
    ),
    essays: essaysOfWeek(calendar, essays, now).filter((essay) => essay !== chosen),
  }
}

export default function Today() {
  const { t, locale } = useI18n()
  const today = useLoaderData<typeof loader>()
  if (today.state === 'none') {
    return (
      <Page>
        <PageHead title={t('progress.today.none')} lead={t('progress.today.noneText')} />
      </Page>
    )
  }
  const { now, zone, day, headline, starts } = today
  const kicker = `${formatWeekday(now, locale, zone)} · ${t('site.zone', {
    city: zoneCity(zone, locale),
    offset: zoneName(now, locale, zone).split(', ').at(-1) ?? '',
  })}`
  if (today.state === 'before') {
    const time = { time: formatTime(starts, locale, zone), zone: zoneName(starts, locale, zone) }
    return (
      <Page>
        <PageHead
          kicker={kicker}
          title={t('progress.today.before', { date: formatDay(starts, locale, zone) })}
          lead={t('progress.today.beforeText', time)}
        />
        <Strip days={today.strip} zone={zone} />
        <Week {...today} />
      </Page>
    )
  }
  const title =
    today.state === 'after'
      ? t('progress.today.after')
      : headline
        ? t('progress.dayTitle', { day, title: headline })
        : t('progress.day', { day })
  return (
    <Page>
      <PageHead
        kicker={kicker}
        title={title}
        lead={today.state === 'after' ? t('progress.today.afterText') : undefined}
      />
      <Strip days={today.strip} zone={zone} />
      {today.empty ? (
        <EmptyState title={t('progress.today.noLessons')} />
      ) : (
        <Next
          next={today.next}
          opening={today.opening}
          day={day}
          now={today.now}
          zone={zone}
          after={today.state === 'after'}
        />
      )}
      <Week {...today} />
      {today.state === 'after' && (
        <p className="acts">
          <ButtonLink href={paths.progress()}>{t('progress.today.path')}</ButtonLink>
          <ButtonLink href={paths.calendar()}>{t('progress.today.lessons')}</ButtonLink>
        </p>
      )}
    </Page>
  )
}
