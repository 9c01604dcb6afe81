import type { Result } from '#app/platform/result.ts'

/** One attempt at a prompt; instants in UTC. */
export type Attempt = {
  number: number
  startedAt: Date
  deadlineAt: Date
  /** Seconds after the deadline in which the last words that were typed before it may still arrive. */
  graceSeconds: number
  closedAt: Date | null
}

/** When a prompt may be begun, and how often. Between due time and cut-off a text is taken and flagged as late. */
export type Availability = { opensAt: Date; dueAt: Date; cutOffAt: Date; attempts: number }

const MINUTE = 60_000

/** Begin and writing time (minutes) give the deadline, but never later than the cut-off. */
export function deadlineOf(startedAt: Date, minutes: number, cutOffAt: Date): Date {
  return new Date(Math.min(startedAt.getTime() + minutes * MINUTE, cutOffAt.getTime()))
}

/** The last instant at which the server takes a text of the attempt. */
export const lastCall = (attempt: Pick<Attempt, 'deadlineAt' | 'graceSeconds'>): Date =>
  new Date(attempt.deadlineAt.getTime() + attempt.graceSeconds * 1000)

/** True where a text that is handed in now comes after the due time; the grace is not counted against the writer. */
export const isLate = (attempt: Pick<Attempt, 'deadlineAt'>, dueAt: Date, now: Date): boolean =>
  Math.min(now.getTime(), attempt.deadlineAt.getTime()) > dueAt.getTime()

/** True while the attempt takes texts: not closed, and the grace after the deadline not over. */
export const mayWrite = (attempt: Attempt, now: Date): boolean =>
  attempt.closedAt === null && now <= lastCall(attempt)

/** True where the server has to close the attempt by itself. */
export const isExpired = (attempt: Attempt, now: Date): boolean =>
  attempt.closedAt === null && now > lastCall(attempt)

/** What staff allowed one person beyond everybody: minutes at a begin, and a due time of her own (null: as for all). */
export type Allowance = { extraMinutes: number; dueAt: Date | null }

/** As for everybody. */
export const noAllowance: Allowance = { extraMinutes: 0, dueAt: null }

/** How long somebody writes and until when texts are taken from her. */
type WritingTime = { minutes: number; cutOffAt: Date }

/**
 * Where the deadline of an open attempt moves when its writing time goes from `before` to `after`. It follows from the
 * begin; a deadline that staff had set by reopening moves by the difference. Shorter than now it never becomes.
 */
export function movedDeadline(
  attempt: Pick<Attempt, 'startedAt' | 'deadlineAt'>,
  before: WritingTime,
  after: WritingTime,
  now: Date,
): Date {
  const regular = deadlineOf(attempt.startedAt, after.minutes, after.cutOffAt)
  const byHand =
    attempt.deadlineAt.getTime() !== deadlineOf(attempt.startedAt, before.minutes, before.cutOffAt).getTime()
  const shifted = attempt.deadlineAt.getTime() + (after.minutes - before.minutes) * MINUTE
  const wanted = Math.max(regular.getTime(), byHand ? shifted : 0)
  // A running deadline is taken back to now at most; one that has passed stays where it was unless it moves on.
  const floor = Math.min(attempt.deadlineAt.getTime(), now.getTime())
  return new Date(Math.max(wanted, floor))
}

/** The attempt that the next one follows. */
type Earlier = Pick<Attempt, 'number' | 'closedAt'>

/**
 * Decides whether a new attempt may begin after the `newest` one and which number it gets. Refuses with `not_open` before the opening,
 * `running` while one is open, `used_up` after the last one, `over` from the cut-off on.
 */
export function mayBegin(
  offer: Availability,
  newest: Earlier | null,
  now: Date,
): Result<{ number: number }, 'not_open' | 'running' | 'used_up' | 'over'> {
  if (now < offer.opensAt) return { ok: false, reason: 'not_open' }
  if (newest?.closedAt === null) return { ok: false, reason: 'running' }
  const number = (newest?.number ?? 0) + 1
  if (number > offer.attempts) return { ok: false, reason: 'used_up' }
  if (now >= offer.cutOffAt) return { ok: false, reason: 'over' }
  return { ok: true, value: { number } }
}
