import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareWords, mergeWords, type Piece } from './word-diff.ts'

const side = (pieces: Piece[] | null, other: 'before' | 'after') =>
  (pieces ?? []).map(({ text, only }) => (only === other ? '' : text)).join('')

test('whole words differ, in Kazakh as in Russian', () => {
  expect(compareWords('Сот шешімі күшінде', 'Сот қаулысы күшінде')).toEqual([
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
      const pieces = compareWords(before, after)
      expect([side(pieces, 'after'), side(pieces, 'before')]).toEqual([before, after])
    }),
  )
})

test('two large texts with nothing in common are given up soon', () => {
  const words = (letter: string) => Array.from({ length: 30_000 }, (_, index) => letter + index).join(' ')
  const began = performance.now()
  expect(compareWords(words('а'), words('б'))).toBe(null)
  expect(performance.now() - began).toBeLessThan(2_000)
})

test('a merged text has every word of both, common ones once', () => {
  const merged = (one: string, two: string) => mergeWords(compareWords(one, two) ?? [])
  expect(merged('Сот шешімі күшінде', 'Сот қаулысы күшінде')).toBe('Сот шешімі қаулысы күшінде')
  expect(merged('Сот', 'Сот')).toBe('Сот')
  expect(merged('бір', 'екі')).toBe('бір екі')
  const words = (text: string) => text.split(/\s+/).filter(Boolean)
  const text = fc.array(fc.constantFrom('сот', 'іс', ' ', '\n', 'заң,'), { maxLength: 30 })
  fc.assert(
    fc.property(text, text, (one, two) => {
      const [before, after] = [one.join(''), two.join('')]
      const kept = words(merged(before, after))
      for (const word of [...words(before), ...words(after)]) expect(kept.join(' ')).toContain(word)
    }),
  )
})
