import type { Calendar } from '../cohorts/calendar.ts'
import { endedDays, opensAt } from '../cohorts/calendar.ts'

/** The clock of a test: training has no deadline. */
export type TestTimes = {
  startedAt: Date
  deadlineAt: Date | null
  graceSeconds: number
  finishedAt: Date | null
}

/**
 * What may happen with a test at `now`:
 * - `running`: questions are answered;
 * - `closing`: the time is over, answers that were on their way still arrive;
 * - `finished`: handed in, or the grace time is over; the key may be shown.
 */
export type TestState = 'running' | 'closing' | 'finished'

/** The last instant at which an answer is taken; null for training. */
const lastCall = ({ deadlineAt, graceSeconds }: TestTimes): Date | null =>
  deadlineAt && new Date(deadlineAt.getTime() + graceSeconds * 1000)

/** The state of a test by the server's clock. Both ends belong to the time before. */
export function testState(times: TestTimes, now: Date): TestState {
  if (times.finishedAt) return 'finished'
  const last = lastCall(times)
  if (!last || !times.deadlineAt || now <= times.deadlineAt) return 'running'
  return now <= last ? 'closing' : 'finished'
}

/** When a test ended: by hand or by the clock; null while it has not. */
export function endedAt(times: TestTimes, now: Date): Date | null {
  if (testState(times, now) !== 'finished') return null
  return times.finishedAt ?? times.deadlineAt
}

/** A test of the course opens with the lessons of its day and can be begun until the course is over. */
export type TestOffer = { state: 'upcoming' | 'open' | 'over'; opensAt: Date }

/** Whether a test of the course's `day` may be begun at `now`. */
export function testOffer(calendar: Calendar, day: number, now: Date): TestOffer {
  const at = opensAt(calendar, day)
  if (now < at) return { state: 'upcoming', opensAt: at }
  return { state: endedDays(calendar, now) >= calendar.days ? 'over' : 'open', opensAt: at }
}
