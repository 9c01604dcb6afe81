/** How a script that waits stands to its promise. */
export type PromiseState = 'none' | 'kept' | 'near' | 'broken'

/**
 * How a promise stands: `broken` at and after its time, `near` in the last quarter between `since` and it, `none` where
 * nothing is promised.
 */
export function promiseState(dueAt: Date | null, since: Date, now: Date): PromiseState {
  if (!dueAt) return 'none'
  if (now >= dueAt) return 'broken'
  const quarter = (dueAt.getTime() - since.getTime()) / 4
  return dueAt.getTime() - now.getTime() <= quarter ? 'near' : 'kept'
}
