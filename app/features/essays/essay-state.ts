import type { Attempt, Availability } from './attempt.ts'

/**
 * The states of one attempt at an essay, as staff see them:
 * - `not_begun`: there is none
 * - `writing`: it runs and its deadline has not come
 * - `closing`: its deadline has come; words typed before it may still arrive until the grace is over, then the server
 *   closes it
 * - `submitted`: it was handed in, or closed with words in it
 * - `marked`: a mark is finished
 * - `released`: the participant may read the feedback
 * - `empty`: it was closed with nothing written, or what was handed in does not count any more
 */
export const attemptStates = [
  'not_begun',
  'writing',
  'closing',
  'submitted',
  'marked',
  'released',
  'empty',
] as const
export type AttemptState = (typeof attemptStates)[number]

/** An attempt with the submission that counts of it. */
export type AttemptFacts = Pick<Attempt, 'deadlineAt' | 'closedAt'> & {
  submission: { marked: boolean; released: boolean } | null
}

/** The state of one attempt. `attemptStateSql` says the same in SQL. */
export function attemptState(attempt: AttemptFacts | null, now: Date): AttemptState {
  if (!attempt) return 'not_begun'
  if (attempt.closedAt === null) return now < attempt.deadlineAt ? 'writing' : 'closing'
  const { submission } = attempt
  if (!submission) return 'empty'
  if (submission.released) return 'released'
  return submission.marked ? 'marked' : 'submitted'
}

/** True while an attempt takes words or waits for its closing. */
export const isRunning = (state: AttemptState | EssayState): boolean =>
  state === 'writing' || state === 'closing'

/**
 * The states of one essay for one participant; each has one sentence and one next step on the pages.
 * - `upcoming`: its day has not come
 * - `open`: it may be begun
 * - `overdue`: the due time has passed; it may be begun until the cut-off and is then late
 * - `writing`, `closing`: the newest attempt runs, or its time is over and the server is about to close it
 * - `submitted`, `released`: handed in; the feedback on it may be read
 * - `empty`: the time ran out and nothing had been written
 * - `missed`: the cut-off has passed and it was never begun
 */
export type EssayState =
  | 'upcoming'
  | 'open'
  | 'overdue'
  | 'writing'
  | 'closing'
  | 'submitted'
  | 'released'
  | 'empty'
  | 'missed'

/** The newest attempt; `submission` is what was handed in last, in this attempt or in one before it. */
type Newest = Pick<Attempt, 'number' | 'deadlineAt' | 'closedAt'> & {
  submission: { released: boolean } | null
}

/** The state of an essay from its times and the newest attempt at it. */
export function essayState(offer: Availability, newest: Newest | null, now: Date): EssayState {
  const state = attemptState(newest && { ...newest, submission: submissionOf(newest) }, now)
  if (state === 'writing' || state === 'closing' || state === 'released') return state
  if (newest?.submission) return 'submitted'
  if (newest && newest.number >= offer.attempts) return 'empty'
  if (now < offer.opensAt) return 'upcoming'
  if (now >= offer.cutOffAt) return newest ? 'empty' : 'missed'
  return now > offer.dueAt ? 'overdue' : 'open'
}

// Participants do not learn that a mark is finished before it is released.
const submissionOf = ({ submission }: Newest): AttemptFacts['submission'] =>
  submission && { marked: false, released: submission.released }
