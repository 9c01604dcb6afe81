import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countWords } from '#app/features/lessons/mdx/reading-time.ts'
import { bytesOf, normaliseText, TEXT_LIMIT } from './essay-text.ts'

test('line breaks become LF and letters become one code point each', () => {
  expect(normaliseText('а\r\nб\rв')).toEqual({ ok: true, value: 'а\nб\nв' })
  expect(normaliseText('и\u0306')).toEqual({ ok: true, value: 'й' })
})

test('half a character, NUL and too much are refused', () => {
  expect(normaliseText('\ud800')).toEqual({ ok: false, reason: 'broken' })
  expect(normaliseText('a\0')).toEqual({ ok: false, reason: 'broken' })
  expect(normaliseText('ә'.repeat(100_001))).toEqual({ ok: false, reason: 'too_large' })
  expect(normaliseText('ә'.repeat(100_000)).ok).toBe(true)
})

test('a hundred thousand combining marks take no noticeable time and are judged by their bytes', () => {
  expect(normaliseText(`а${'\u0301'.repeat(100_000)}`)).toEqual({ ok: false, reason: 'too_large' })
  const began = performance.now()
  // Marks of two classes in turns are the costly ones: ordering them took 10 s.
  const marks = `a${'\u0316\u0301'.repeat(49_990)}`
  expect(normaliseText(marks)).toEqual({ ok: true, value: marks })
  expect(performance.now() - began).toBeLessThan(1_000)
})

test('no mark of any script is put into order by its dozens', () => {
  for (let code = 0; code <= 0x10ffff; code++) {
    const mark = String.fromCodePoint(code)
    if (!/\p{M}/u.test(mark)) continue
    const text = `и\u0306${mark.repeat(31)}`
    expect(normaliseText(text)).toEqual({ ok: true, value: text })
  }
})

test('as many marks as any writing needs are put into order', () => {
  expect(normaliseText('a\u0301\u0316')).toEqual({ ok: true, value: 'á\u0316' })
})

test('words are counted as a reader would', () => {
  expect(countWords('Қазақстан Республикасының Конституциясы')).toBe(3)
  expect(countWords('истец-банк, ст. 191 ГК – по-русски')).toBe(5)
  expect(countWords('  \n\n ')).toBe(0)
})

test('normalising twice changes nothing more, and the result keeps within the limit', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      const once = normaliseText(text)
      if (!once.ok) return
      expect(normaliseText(once.value)).toEqual(once)
      expect(bytesOf(once.value)).toBeLessThanOrEqual(TEXT_LIMIT)
    }),
  )
})
