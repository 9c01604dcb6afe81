import { type Calendar, dayNumber, essayTimes, opensAt } from '#app/features/cohorts/calendar.ts'
import { type EssayFacts, type EssayState, essayState } from './essay-glance.ts'
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
  'closed',
  'submitted',
  'released',
  'empty',
  'over',
]
const WEEK = 7 * 86_400_000

/**
 * What this week holds of essays: those that run or may be begun; those that open or were due in the week of the
 * course that `now` lies in; feedback and receipts of the last seven days. What is to be done comes first.
 */
export function essaysOfWeek<E extends EssayFacts>(
  calendar: Calendar,
  essays: readonly E[],
  now: Date,
): { essay: E; state: EssayState }[] {
  const today = dayNumber(calendar, now)
  const week = Math.ceil(Math.max(today, 1) / 7)
  const inWeek = (day: number) => Math.ceil(day / 7) === week
  const due = (essay: E) => essayTimes(calendar, essay, essay.ownDueAt).dueAt
  const lately = (at: Date | null) => at !== null && now.getTime() - at.getTime() < WEEK
  return essays
    .map((essay) => ({ essay, state: essayState(calendar, essay, now) }))
    .filter(({ essay, state }) => {
      if (state === 'released') return lately(essay.releasedAt)
      if (state === 'submitted') return lately(essay.submittedAt)
      if (state === 'closed') return inWeek(essay.day)
      if (state === 'over' || state === 'empty') return inWeek(dayNumber(calendar, due(essay)))
      return true
    })
    .sort(
      (a, b) =>
        order.indexOf(a.state) - order.indexOf(b.state) || due(a.essay).getTime() - due(b.essay).getTime(),
    )
}
