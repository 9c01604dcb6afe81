import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Difference, differencesOf } from './differences.server.ts'

const side = (pieces: Difference[] | null, other: 'before' | 'after') =>
  (pieces ?? []).map(({ text, only }) => (only === other ? '' : text)).join('')

test('whole words differ, in Kazakh as in Russian', () => {
  expect(differencesOf('Сот шешімі күшінде', 'Сот қаулысы күшінде')).toEqual([
    { text: 'Сот ', only: null },
    { text: 'шешімі ', only: 'before' },
    { text: 'қаулысы ', only: 'after' },
    { text: 'күшінде', only: null },
  ])
})

test('both texts can be read out of the differences, sign by sign', () => {
  const text = fc.array(fc.constantFrom('сот', 'іс', ' ', '\n', 'заң,', '\t'), { maxLength: 40 })
  fc.assert(
    fc.property(text, text, (one, two) => {
      const [before, after] = [one.join(''), two.join('')]
      const pieces = differencesOf(before, after)
      expect([side(pieces, 'after'), side(pieces, 'before')]).toEqual([before, after])
    }),
  )
})

test('two large texts with nothing in common are given up soon', () => {
  const words = (letter: string) => Array.from({ length: 30_000 }, (_, index) => letter + index).join(' ')
  const began = performance.now()
  expect(differencesOf(words('а'), words('б'))).toBe(null)
  expect(performance.now() - began).toBeLessThan(2_000)
})
