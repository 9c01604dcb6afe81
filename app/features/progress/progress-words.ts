import { type Calendar, dayNumber, lastOpenDay } from '#app/features/cohorts/calendar.ts'
import type { PersonEssay } from '#app/features/essays/queries/cohort-essays.server.ts'
import type { Locale } from '#app/i18n/locales.ts'
import type { Translate } from '#app/i18n/messages.ts'
import { formatNumber } from '#app/i18n/numbers.ts'
import { ageOf } from './cohort-progress.ts'
import { phaseOf } from './today.ts'

/** "19 h": how long ago, to stand in a table. */
export const ageText = (t: Translate, at: Date, now: Date): string => t('cohortProgress.age', ageOf(at, now))

/** The cohort and where it stands in its calendar. */
export function cohortLine(t: Translate, cohort: Calendar & { name: string }, now: Date): string {
  const day = Math.min(Math.max(dayNumber(cohort, now), 1), cohort.days)
  return t('cohortProgress.kicker', {
    cohort: cohort.name,
    phase: phaseOf(cohort, now),
    day,
    days: cohort.days,
  })
}

/** The essays whose day has come, with their numbers in the order of the course. */
export function openEssays<E extends { day: number }>(
  essays: readonly E[],
  calendar: Calendar,
  now: Date,
): { essay: E; index: number; number: number }[] {
  const open = lastOpenDay(calendar, now)
  return essays
    .map((essay, index) => ({ essay, index, number: index + 1 }))
    .filter(({ essay }) => essay.day <= open)
}

/** The state of one essay of a participant, in a word; points where they are released. */
export function essayWord(
  t: Translate,
  locale: Locale,
  { state, late, points, maxPoints }: PersonEssay,
): string {
  if (state === 'upcoming') return ''
  if (state === 'submitted' && late) return t('cohortProgress.essayState.submittedLate')
  if (state !== 'released') return t(`cohortProgress.essayState.${state}`)
  return t('cohortProgress.essayState.released', {
    points: formatNumber(points ?? 0, locale),
    max: formatNumber(maxPoints ?? 0, locale),
  })
}
