/** Why a text was stored on the way. */
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

/** The most that is stored of one attempt on the way: a long evening of writing is a quarter of it. */
export const SNAPSHOT_LIMITS = { count: 100, bytes: 6_000_000 }

/** The most texts that lost a conflict. They are refused beyond it, and never thinned out: a page relies on them. */
export const CONFLICT_LIMITS = { count: 200, bytes: 8_000_000 }

/** A stored text; `pinned` where a page was told that the server stores exactly this one. */
export type Stored = { id: string; reason: SnapshotReason; takenAt: Date; bytes: number; pinned: boolean }

/**
 * Which of an attempt's snapshots (in any order) go, so that those of writing and restoring stay within `limits`. The
 * older a stretch of time is and the closer together its snapshots are, the sooner one of them goes. The first text,
 * the one that was handed in, those that lost a conflict or are pinned, and the newest one always stay.
 */
export function thinnedOut(stored: readonly Stored[], now: Date, limits = SNAPSHOT_LIMITS): string[] {
  const line = stored
    .filter(({ reason, pinned }) => !pinned && (reason === 'writing' || reason === 'restore'))
    .sort((a, b) => a.takenAt.getTime() - b.takenAt.getTime() || (a.id < b.id ? -1 : 1))
  const gone: string[] = []
  let bytes = line.reduce((sum, one) => sum + one.bytes, 0)
  while (line.length > 1 && (line.length > limits.count || bytes > limits.bytes)) {
    const at = densest(line, now)
    const [out] = line.splice(at, 1)
    if (!out) break
    bytes -= out.bytes
    gone.push(out.id)
  }
  return gone
}

/** The place of the snapshot, never the last one, that leaves the smallest hole for its age. */
function densest(line: readonly Stored[], now: Date): number {
  const time = (at: number) => line[Math.min(Math.max(at, 0), line.length - 1)]?.takenAt.getTime() ?? 0
  let [found, least] = [0, Number.POSITIVE_INFINITY]
  for (let at = 0; at < line.length - 1; at++) {
    const hole = (time(at + 1) - time(at - 1)) / Math.max(1, now.getTime() - time(at))
    if (hole < least) [found, least] = [at, hole]
  }
  return found
}
