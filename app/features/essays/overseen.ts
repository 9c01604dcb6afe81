/** What staff see of an attempt. `marked`: a mark is finished; `empty`: it closed with nothing written. */
export const attemptStates = ['not_begun', 'writing', 'submitted', 'marked', 'released', 'empty'] as const
export type AttemptState = (typeof attemptStates)[number]

/** Whom a list of attempts is narrowed to: by state, or to what came late, or to late copies that wait. */
export const overseenChoices = [...attemptStates, 'late', 'copies'] as const
export type OverseenChoice = (typeof overseenChoices)[number]

/** Why a closed attempt cannot be opened again, or a late copy not count any more; null where it can. */
export function whyFixed(attempt: {
  state: AttemptState
  /** A later attempt has been begun. */
  followed: boolean
}): 'running' | 'marked' | 'newer' | null {
  if (attempt.state === 'writing') return 'running'
  if (attempt.state === 'marked' || attempt.state === 'released') return 'marked'
  return attempt.followed ? 'newer' : null
}

/**
 * The prompt that was asked for; without a question the one that opened last, else the first. Null where there is none,
 * or none of that name.
 */
export function chosenPrompt<P extends { slug: string; day: number }>(
  prompts: readonly P[],
  asked: string | null,
  openDay: number,
): P | null {
  if (asked) return prompts.find(({ slug }) => slug === asked) ?? null
  return prompts.findLast(({ day }) => day <= openDay) ?? prompts[0] ?? null
}
