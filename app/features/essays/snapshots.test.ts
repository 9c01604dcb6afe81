import { expect, test } from 'vitest'
import { snapshotOf } from './snapshots.ts'

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
