import { type Calendar, type EssayDays, essayTimes } from '#app/features/cohorts/calendar.ts'

/** What the course pages know of one essay and one person's last attempt at it. */
export type EssayFacts = EssayDays & {
  /** The due time that staff allowed this one person; null: as for everybody. */
  ownDueAt: Date | null
  attemptsAllowed: number
  attemptsMade: number
  deadlineAt: Date | null
  closedAt: Date | null
  submittedAt: Date | null
  /** What was handed in came after the due time. */
  late: boolean
  releasedAt: Date | null
}

/**
 * - `closed`: its day has not come
 * - `open`: may be begun
 * - `overdue`: the due time has passed; it may be begun until the cut-off and is then late
 * - `writing`: an attempt runs
 * - `closing`: its time is over and the server is about to take it in
 * - `submitted`, `released`: handed in; the feedback may be read
 * - `empty`: the time ran out and nothing had been written
 * - `over`: the cut-off has passed and it was never begun
 */
export type EssayState =
  | 'closed'
  | 'open'
  | 'overdue'
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
  const { opensAt, dueAt, cutOffAt } = essayTimes(calendar, essay, essay.ownDueAt)
  if (now < opensAt) return 'closed'
  const over = now >= cutOffAt
  if (essay.attemptsMade > 0 && (over || essay.attemptsMade >= essay.attemptsAllowed)) return 'empty'
  if (over) return 'over'
  return now > dueAt ? 'overdue' : 'open'
}
