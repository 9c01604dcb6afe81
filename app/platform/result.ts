/**
 * The outcome of something that may be refused: expected refusals are values, bugs throw. `R` are refusals that their
 * reason explains; `Detailed` are those that carry more beside it.
 */
export type Result<T, R extends string = never, Detailed extends { reason: string } = never> =
  | { ok: true; value: T }
  | (R extends string ? { ok: false; reason: R } : never)
  | ({ ok: false } & Detailed)

/** The happy answer. */
export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value })

/** An expected refusal; `reason` is a key that the caller turns into a sentence in the user's language. */
export function refuse<R extends string>(reason: R): { ok: false; reason: R }
/** An expected refusal with what the caller needs to explain it. */
export function refuse<R extends string, D extends object>(
  reason: R,
  details: D,
): { ok: false; reason: R } & D
/** As declared above. */
export function refuse(reason: string, details: object = {}) {
  return { ok: false, reason, ...details }
}
