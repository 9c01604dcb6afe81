import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lengthFault, lengthRefusal, type WordLimits } from './word-limits.ts'

const soft: WordLimits = { min: 10, max: 20, rule: 'soft' }
const hard: WordLimits = { ...soft, rule: 'hard' }

test('hard limits refuse outside and say by how much; soft ones only say it', () => {
  expect([9, 10, 20, 21].map((words) => lengthRefusal(words, hard))).toEqual([
    'too_short',
    null,
    null,
    'too_long',
  ])
  expect([9, 10, 20, 21].map((words) => lengthRefusal(words, soft))).toEqual([null, null, null, null])
  expect(lengthFault(7, soft)).toEqual({ fault: 'short', by: 3 })
  expect(lengthFault(25, hard)).toEqual({ fault: 'long', by: 5 })
  expect(lengthFault(20, hard)).toBeNull()
})

test('adding what is missing, or taking away what is too much, always makes a text that may be submitted', () => {
  fc.assert(
    fc.property(fc.nat(5000), fc.nat(2000), fc.nat(2000), (words, min, more) => {
      const limits: WordLimits = { min, max: min + more, rule: 'hard' }
      const found = lengthFault(words, limits)
      const mended = found === null ? words : found.fault === 'short' ? words + found.by : words - found.by
      expect(lengthRefusal(mended, limits)).toBeNull()
      expect(lengthRefusal(words, limits) === null).toBe(found === null)
    }),
  )
})
