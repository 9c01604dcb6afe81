import { type Calendar, dueAt, isOpen } from '#app/features/cohorts/calendar.ts'

/** What the course pages know of one essay and one person's last attempt at it. */
export type EssayFacts = {
  day: number
  dueDay: number
  attemptsAllowed: number
  attemptsMade: number
  deadlineAt: Date | null
  closedAt: Date | null
  submittedAt: Date | null
  releasedAt: Date | null
}

/**
 * - `closed`: its day has not come
 * - `open`: may be begun
 * - `writing`: an attempt runs
 * - `closing`: its time is over and the server is about to take it in
 * - `submitted`, `released`: handed in; the feedback may be read
 * - `empty`: the time ran out and nothing had been written
 * - `over`: the day it was due has passed and it was never begun
 */
export type EssayState =
  | 'closed'
  | 'open'
  | 'writing'
  | 'closing'
  | 'submitted'
  | 'released'
  | 'empty'
  | 'over'

/** Where one person stands with one essay. */
export function essayState(calendar: Calendar, essay: EssayFacts, now: Date): EssayState {
  if (essay.attemptsMade > 0 && !essay.closedAt) {
    return essay.deadlineAt && now >= essay.deadlineAt ? 'closing' : 'writing'
  }
  if (essay.releasedAt) return 'released'
  if (essay.submittedAt) return 'submitted'
  if (!isOpen(calendar, essay.day, now)) return 'closed'
  const over = now > dueAt(calendar, essay.dueDay)
  if (essay.attemptsMade > 0 && (over || essay.attemptsMade >= essay.attemptsAllowed)) return 'empty'
  return over ? 'over' : 'open'
}
