import type { CourseDayState } from '#app/features/progress/today.ts'
import { formatDay } from '#app/i18n/dates.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { paths } from '#app/paths.ts'
import { DayStrip } from '#app/ui/progress.tsx'

/** The days of the course, each a link to its place in the calendar. */
export function Strip({ days, zone }: { days: CourseDayState[]; zone: string }) {
  const { t, locale } = useI18n()
  return (
    <DayStrip
      label={t('progress.strip')}
      days={days.map(({ day, opensAt, state, today }) => {
        const values = { day, date: formatDay(opensAt, locale, zone), state: t(`progress.state.${state}`) }
        return {
          label: String(day),
          name: t(today ? 'progress.dayNameToday' : 'progress.dayName', values),
          state: state === 'today' ? 'open' : state,
          today,
          href: `${paths.calendar()}#day-${day}`,
        }
      })}
    />
  )
}
