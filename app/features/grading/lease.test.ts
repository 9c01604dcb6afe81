import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leaseEnd, leaseState, waitingSince } from './lease.ts'

const now = new Date('2026-11-24T07:00:00Z')
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)

test('a lease runs thirty minutes', () => {
  expect(leaseEnd(now)).toEqual(later(30))
})

test('a script is free, in own hands, or taken; what has run out is free for all', () => {
  expect(leaseState(null, 'me', now)).toBe('free')
  expect(leaseState({ markerId: 'me', expiresAt: later(1) }, 'me', now)).toBe('own')
  expect(leaseState({ markerId: 'you', expiresAt: later(1) }, 'me', now)).toBe('taken')
  expect(leaseState({ markerId: 'me', expiresAt: now }, 'me', now)).toBe('free')
  expect(leaseState({ markerId: 'you', expiresAt: now }, 'me', now)).toBe('free')
})

test('waiting is said in minutes, hours, or days and hours', () => {
  expect(waitingSince(later(-59), now)).toEqual({ unit: 'minutes', minutes: 59 })
  expect(waitingSince(later(-60), now)).toEqual({ unit: 'hours', hours: 1 })
  expect(waitingSince(later(-1439), now)).toEqual({ unit: 'hours', hours: 23 })
  expect(waitingSince(later(-1440), now)).toEqual({ unit: 'days', days: 1, hours: 0 })
  expect(waitingSince(later(5), now)).toEqual({ unit: 'minutes', minutes: 0 })
})

test('waiting never grows backwards', () => {
  const minutesOf = (w: ReturnType<typeof waitingSince>) =>
    w.unit === 'minutes' ? w.minutes : w.unit === 'hours' ? w.hours * 60 : (w.days * 24 + w.hours) * 60
  fc.assert(
    fc.property(fc.nat(100_000), fc.nat(100_000), (a, b) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)]
      expect(minutesOf(waitingSince(later(-less), now))).toBeLessThanOrEqual(
        minutesOf(waitingSince(later(-more), now)),
      )
    }),
  )
})
