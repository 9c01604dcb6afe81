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
export type Offer = { opensAt: Date; dueAt: Date; cutOffAt: Date; attempts: number }

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

/**
 * Decides whether a new attempt may begin and which number it gets. Refuses with `not_open` before the opening,
 * `running` while one is open, `used_up` after the last one, `over` from the cut-off on.
 */
export function mayBegin(
  offer: Offer,
  earlier: Attempt[],
  now: Date,
): Result<{ number: number }, 'not_open' | 'running' | 'used_up' | 'over'> {
  if (now < offer.opensAt) return { ok: false, reason: 'not_open' }
  if (earlier.some((attempt) => attempt.closedAt === null)) return { ok: false, reason: 'running' }
  if (earlier.length >= offer.attempts) return { ok: false, reason: 'used_up' }
  if (now >= offer.cutOffAt) return { ok: false, reason: 'over' }
  return { ok: true, value: { number: earlier.length + 1 } }
}

/** Where a participant stands with a prompt; each state has one sentence and one next step on the page. */
export type Standing =
  | 'opens_later'
  | 'open'
  | 'writing'
  | 'submitted'
  | 'returned'
  /** The time ran out on an empty page. */
  | 'empty'
  | 'missed'

type Newest = Attempt & { submitted: boolean; returned: boolean }

/** The standing from the newest attempt, if any. */
export function standingOf(offer: Offer, newest: Newest | null, now: Date): Standing {
  if (newest?.closedAt === null) return isExpired(newest, now) ? 'submitted' : 'writing'
  if (newest?.returned) return 'returned'
  if (newest?.submitted) return 'submitted'
  if (newest && newest.number >= offer.attempts) return 'empty'
  if (now < offer.opensAt) return 'opens_later'
  if (now >= offer.cutOffAt) return newest ? 'empty' : 'missed'
  return 'open'
}
