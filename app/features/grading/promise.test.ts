import { expect, test } from 'vitest'
import { promiseState } from './promise.ts'

const at = (hours: number) => new Date(Date.UTC(2026, 10, 24, hours))

test.each([
  [0, 'kept'],
  [35, 'kept'],
  [36, 'near'],
  [47, 'near'],
  [48, 'broken'],
  [90, 'broken'],
] as const)('a promise of 48 hours is after %i hours: %s', (hours, state) => {
  expect(promiseState(at(48), at(0), at(hours))).toBe(state)
})

test('without a promise there is none to break', () => {
  expect(promiseState(null, at(0), at(900))).toBe('none')
})
