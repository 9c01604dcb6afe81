/** The outcome of something that may be refused: expected refusals are values, bugs throw. */
export type Result<T, R extends string = never> = { ok: true; value: T } | { ok: false; reason: R }

/** The happy answer. */
export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value })

/** An expected refusal; `reason` is a key that the caller turns into a sentence in the user's language. */
export const refuse = <R extends string>(reason: R): { ok: false; reason: R } => ({ ok: false, reason })
