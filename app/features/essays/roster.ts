import { type AttemptState, attemptStates, isRunning } from './essay-state.ts'

/** What a roster of attempts is narrowed to: a state, what came late, late copies or a mark that wait for a decision. */
export const rosterFilters = [...attemptStates, 'late', 'copies', 'undecided'] as const
export type RosterFilter = (typeof rosterFilters)[number]

/** Why staff may not reopen an attempt or accept a late copy of it; null where they may. */
export function changeRefusal(attempt: {
  state: AttemptState
  /** A later attempt has been begun. */
  followed: boolean
}): 'running' | 'marked' | 'newer' | null {
  if (isRunning(attempt.state)) return 'running'
  if (attempt.state === 'marked' || attempt.state === 'released') return 'marked'
  return attempt.followed ? 'newer' : null
}

/**
 * The prompt at the `requested` slug; without one the prompt that opened last, else the first. Null where there is
 * none, or none at that slug.
 */
export function selectedPrompt<P extends { slug: string; day: number }>(
  prompts: readonly P[],
  requested: string | null,
  openDay: number,
): P | null {
  if (requested) return prompts.find(({ slug }) => slug === requested) ?? null
  return prompts.findLast(({ day }) => day <= openDay) ?? prompts[0] ?? null
}
