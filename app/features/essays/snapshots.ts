/** Why a text was kept on the way. */
export type SnapshotReason = 'begin' | 'writing' | 'conflict' | 'restore' | 'close'

const EVERY_MS = 5 * 60_000
const AFTER_LOSS_MS = 30_000
// A line that is typed anew is no loss.
const LOSS_BYTES = 200

type Save = {
  now: Date
  /** When the newest snapshot of writing was taken; null where there is none. */
  newest: Date | null
  /** Bytes of the text before this save and after it. */
  before: number
  after: number
}

/**
 * Which text of a save becomes a snapshot: the new one every five minutes of writing; the one before where more than
 * half of it went at once (everything was selected and typed over), at most every 30 seconds; or neither.
 */
export function snapshotOf({ now, newest, before, after }: Save): 'new' | 'before' | null {
  const age = newest ? now.getTime() - newest.getTime() : Number.POSITIVE_INFINITY
  if (before >= LOSS_BYTES && after * 2 < before && age >= AFTER_LOSS_MS) return 'before'
  return age >= EVERY_MS ? 'new' : null
}
