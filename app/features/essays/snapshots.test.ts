import { expect, test } from 'vitest'
import { type SnapshotReason, type Stored, snapshotOf, thinnedOut } from './snapshots.ts'

const now = new Date('2026-11-24T04:00:00Z')
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000)
const steady = { now, before: 5_000, after: 5_100 }

test('writing is kept at the first save and then every five minutes', () => {
  expect(snapshotOf({ ...steady, newest: null })).toBe('new')
  expect(snapshotOf({ ...steady, newest: ago(299) })).toBe(null)
  expect(snapshotOf({ ...steady, newest: ago(300) })).toBe('new')
})

test('where more than half goes at once, what was there before is kept', () => {
  const loss = { now, before: 5_000, after: 2_499 }
  expect(snapshotOf({ ...loss, newest: ago(31) })).toBe('before')
  expect(snapshotOf({ ...loss, newest: ago(3_000) })).toBe('before')
  expect(snapshotOf({ ...loss, newest: ago(29) })).toBe(null)
  expect(snapshotOf({ ...loss, after: 2_500, newest: ago(31) })).toBe(null)
  expect(snapshotOf({ now, before: 199, after: 0, newest: ago(31) })).toBe(null)
})

test('a clock that jumped back keeps nothing twice', () => {
  expect(snapshotOf({ ...steady, newest: ago(-60) })).toBe(null)
})

const stored = (id: string, seconds: number, reason: SnapshotReason = 'writing', pinned = false): Stored => ({
  id,
  reason,
  takenAt: ago(seconds),
  bytes: 10,
  pinned,
})
const every = (count: number, seconds: number) =>
  Array.from({ length: count }, (_, index) => stored(`s${index}`, (count - index) * seconds))

test('thinning out: nothing goes within the limits', () => {
  expect(thinnedOut(every(5, 300), now, { count: 5, bytes: 50 })).toEqual([])
})

test('thinning out: the limits hold by number and by bytes', () => {
  expect(thinnedOut(every(40, 20), now, { count: 7, bytes: 1_000 })).toHaveLength(33)
  expect(thinnedOut(every(40, 20), now, { count: 100, bytes: 69 })).toHaveLength(34)
})

test('thinning out: the newest one stays, however large', () => {
  const large = { ...stored('new', 1), bytes: 5_000 }
  expect(thinnedOut([...every(3, 20), large], now, { count: 100, bytes: 100 }).sort()).toEqual([
    's0',
    's1',
    's2',
  ])
})

test('thinning out: first, handed-in, conflicting and pinned texts stay and are not counted', () => {
  const safe = [
    stored('begin', 900, 'begin'),
    stored('close', 0, 'close'),
    stored('lost', 400, 'conflict'),
    stored('pin', 400, 'restore', true),
  ]
  const gone = thinnedOut([...safe, ...every(6, 30)], now, { count: 2, bytes: 1_000 })
  expect(gone).toHaveLength(4)
  expect(gone.filter((id) => !id.startsWith('s'))).toEqual([])
})

test('thinning out: of an old crowd more goes than of a young one, and no stretch of time is left without a text', () => {
  const crowd = [
    ...every(20, 10).map((one) => ({
      ...one,
      id: `old-${one.id}`,
      takenAt: new Date(one.takenAt.getTime() - 3_600_000),
    })),
    ...every(20, 10),
  ]
  const gone = new Set(thinnedOut(crowd, now, { count: 20, bytes: 10_000 }))
  const left = crowd.filter(({ id }) => !gone.has(id))
  const old = left.filter(({ id }) => id.startsWith('old')).length
  expect(old).toBeGreaterThan(0)
  expect(old).toBeLessThan(left.length - old)
})
