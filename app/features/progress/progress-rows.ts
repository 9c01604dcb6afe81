import { type Calendar, localDate } from '#app/features/cohorts/calendar.ts'
import type { PersonEssay } from '#app/features/essays/queries/cohort-essays.server.ts'
import { formatFileStamp, zoneName } from '#app/i18n/dates.ts'
import type { Locale } from '#app/i18n/locales.ts'
import type { Translate } from '#app/i18n/messages.ts'
import { regionName } from '#app/i18n/regions.ts'
import { type DayProgress, figuresByRegion, SMALL_GROUP } from './cohort-progress.ts'
import { essayWord, openEssays } from './progress-words.ts'

type Cells = (string | number)[]
type Words = { t: Translate; locale: Locale }
type Named = DayProgress & {
  name: string
  lastSeenAt: Date | null
  essays: PersonEssay[]
}

/**
 * Participants by name as the rows of a file, the heads first. `blind`: for somebody who marks; people were then read
 * without essays, and a day stands for the moment when they were last seen.
 */
export function namedRows(
  { t, locale }: Words,
  calendar: Calendar,
  { people, essays, blind }: { people: readonly Named[]; essays: readonly { day: number }[]; blind: boolean },
  now: Date,
): Cells[] {
  const open = openEssays(essays, calendar, now)
  const { zone, days } = calendar
  const heads = [
    t('cohortProgress.participant'),
    t('cohortProgress.region'),
    ...Array.from({ length: days }, (_, index) => t('progress.day', { day: index + 1 })),
    t('cohortProgress.behindHead'),
    ...open.map(({ number }) => t('cohortProgress.essay', { number })),
    blind
      ? t('cohortProgress.lastDay')
      : t('cohortProgress.lastSeenZone', { zone: zoneName(now, locale, zone) }),
  ]
  const rows = people.map((person) => [
    person.name,
    regionName(person.region, locale),
    ...person.states.map((state) => t(`progress.state.${state}`)),
    person.behind,
    ...open.map(({ index }) => {
      const essay = person.essays[index]
      return essay ? essayWord(t, locale, essay) : ''
    }),
    person.lastSeenAt
      ? (blind ? localDate : formatFileStamp)(person.lastSeenAt, zone)
      : t('cohortProgress.never'),
  ])
  return [heads, ...rows]
}

/** Figures region by region as the rows of a file, the heads first. */
export function regionRows({ t, locale }: Words, people: readonly DayProgress[]): Cells[] {
  const heads = [
    t('cohortProgress.region'),
    t('cohortProgress.participants'),
    t('cohortProgress.onPace'),
    t('cohortProgress.oneHead'),
    t('cohortProgress.moreHead'),
  ]
  const rows = figuresByRegion(people).map(({ region, all, onPace, one, more }) => [
    region === null
      ? t('cohortProgress.smallRegions', { count: SMALL_GROUP })
      : regionName(region, locale) || t('cohortProgress.noRegion'),
    all,
    onPace,
    one,
    more,
  ])
  return [heads, ...rows]
}
