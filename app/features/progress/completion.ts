import { ok, type Result, refuse } from '#app/platform/result.ts'

/** The self-checks that still want an answer, in the order of the lesson. Right or wrong does not matter. */
export function unanswered(checkIds: readonly string[], answered: ReadonlyMap<string, unknown>): string[] {
  return checkIds.filter((id) => !answered.has(id))
}

/** A lesson may be completed once it is open and every self-check of its live version was answered. */
export function mayComplete(
  open: boolean,
  missing: readonly string[],
): Result<null, 'not_open' | 'checks_unanswered'> {
  if (!open) return refuse('not_open')
  return missing.length > 0 ? refuse('checks_unanswered') : ok(null)
}
