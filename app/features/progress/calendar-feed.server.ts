import ical, { ICalAlarmType } from 'ical-generator'
import { type Calendar, opensAt } from '#app/features/cohorts/calendar.ts'
import { formatMoment, zoneName } from '#app/i18n/dates.ts'
import type { Locale } from '#app/i18n/locales.ts'
import type { Translate } from '#app/i18n/messages.ts'
import type { Journey } from './queries/journey.server.ts'

const MINUTE = 60_000

type Feed = {
  personId: string
  calendar: Calendar
  journey: Journey
  t: Translate
  locale: Locale
  /** "https://…": where the addresses of the events begin. */
  origin: string
  paths: { lesson(slug: string): string; essay(slug: string): string }
}

/** The course as an iCalendar file: a day for each opening, an appointment for each essay at the due time that is hers. */
export function calendarFeed({ personId, calendar, journey, t, locale, origin, paths }: Feed): string {
  const { zone } = calendar
  const feed = ical({ name: 'Alqa', prodId: { company: 'Alqa', product: 'Course' }, ttl: 3600 })
  for (const lesson of journey.lessons) {
    const start = opensAt(calendar, lesson.day)
    feed.createEvent({
      id: `lesson-${lesson.slug}-${personId}@alqa`,
      start,
      end: new Date(start.getTime() + Math.max(15, lesson.minutes) * MINUTE),
      stamp: start,
      summary: t('progress.calendar.eventDay', { day: lesson.day, title: lesson.title }),
      url: origin + paths.lesson(lesson.slug),
    })
  }
  for (const essay of journey.essays) {
    const event = feed.createEvent({
      id: `essay-${essay.slug}-${personId}@alqa`,
      // An appointment of half an hour that ends when the essay is due.
      start: new Date(essay.dueAt.getTime() - 30 * MINUTE),
      end: essay.dueAt,
      stamp: essay.opensAt,
      summary: t('progress.calendar.eventEssay', { title: essay.title }),
      description:
        essay.cutOffAt > essay.dueAt
          ? t('progress.calendar.eventCutOff', {
              moment: formatMoment(essay.cutOffAt, locale, zone),
              zone: zoneName(essay.cutOffAt, locale, zone),
            })
          : null,
      url: origin + paths.essay(essay.slug),
    })
    event.createAlarm({ type: ICalAlarmType.display, triggerBefore: 24 * 3600 })
  }
  return feed.toString()
}
