import { type Calendar, dayNumber, opensAt } from '#app/features/cohorts/calendar.ts'
import type { EssayState } from '#app/features/essays/essay-state.ts'
import type { EssaySummary } from '#app/features/essays/essay-summary.ts'
import { type DayState, dayState, worksOf } from './pace.ts'

/** Where the course stands: it has not begun, it runs, it is over. */
export type Phase = 'before' | 'running' | 'after'

/** The phase of a course by its days; between midnight and the first opening it has not begun. */
export function phaseOf(calendar: Calendar, now: Date): Phase {
  if (dayNumber(calendar, now) > calendar.days) return 'after'
  return now < opensAt(calendar, 1) ? 'before' : 'running'
}

/** A day as strip and calendar show it; `opensAt` also tells its date. */
export type CourseDayState = { day: number; opensAt: Date; state: DayState; today: boolean }

/** The states of all days of a course. */
export function dayStates(
  calendar: Calendar,
  lessons: Parameters<typeof worksOf>[0],
  now: Date,
): CourseDayState[] {
  const today = dayNumber(calendar, now)
  return worksOf(lessons, calendar.days).map((work) => ({
    day: work.day,
    opensAt: opensAt(calendar, work.day),
    state: dayState(calendar, work, now),
    today: work.day === today,
  }))
}

const order: EssayState[] = [
  'writing',
  'closing',
  'overdue',
  'open',
  'upcoming',
  'submitted',
  'released',
  'empty',
  'missed',
]
const WEEK = 7 * 86_400_000

type WeekEssay = Pick<EssaySummary, 'state' | 'day' | 'dueAt' | 'submittedAt' | 'feedback'>

/**
 * What this week holds of essays: those that run or may be begun; those that open or were due in the week of the
 * course that `now` lies in; feedback and receipts of the last seven days. What is to be done comes first.
 */
export function essaysOfWeek<E extends WeekEssay>(calendar: Calendar, essays: readonly E[], now: Date): E[] {
  const today = dayNumber(calendar, now)
  const week = Math.ceil(Math.max(today, 1) / 7)
  const inWeek = (day: number) => Math.ceil(day / 7) === week
  const lately = (at: Date | null | undefined) => Boolean(at) && now.getTime() - Number(at) < WEEK
  return essays
    .filter(({ state, ...essay }) => {
      if (lately(essay.feedback?.releasedAt)) return true
      if (state === 'released') return false
      if (state === 'submitted') return lately(essay.submittedAt)
      if (state === 'upcoming') return inWeek(essay.day)
      if (state === 'missed' || state === 'empty') return inWeek(dayNumber(calendar, essay.dueAt))
      return true
    })
    .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || a.dueAt.getTime() - b.dueAt.getTime())
}
