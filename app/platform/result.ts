/** The outcome of something that may be refused: expected refusals are values, bugs throw. */
export type Result<T, R extends string = never> = { ok: true; value: T } | { ok: false; reason: R }
