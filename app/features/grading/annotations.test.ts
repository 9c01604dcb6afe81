import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Annotation,
  innermost,
  isExact,
  locateQuote,
  numbered,
  paragraphRanges,
  segmentsOf,
  snapToWords,
} from './annotations.ts'

const on = (text: string, start: number, end: number, id: string): Annotation => ({
  id,
  criterion: null,
  comment: 'so',
  selector: { start, end, quote: text.slice(start, end) },
})

const texts = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 })
const marked = texts.chain((text) =>
  fc.array(fc.tuple(fc.nat(text.length - 1), fc.nat(text.length - 1)), { maxLength: 8 }).map((pairs) => ({
    text,
    annotations: numbered(pairs.map(([a, b], i) => on(text, Math.min(a, b), Math.max(a, b) + 1, `id${i}`))),
  })),
)

test('the segments put together are the text, whatever overlaps', () => {
  fc.assert(
    fc.property(marked, ({ text, annotations }) => {
      expect(
        segmentsOf(text, annotations)
          .map((segment) => segment.text)
          .join(''),
      ).toBe(text)
    }),
  )
})

test('the segments under an annotation put together are its quote; it begins and ends once', () => {
  fc.assert(
    fc.property(marked, ({ text, annotations }) => {
      const segments = segmentsOf(text, annotations)
      for (const { number, selector } of annotations) {
        const under = segments.filter(({ numbers }) => numbers.includes(number))
        expect(under.map((segment) => segment.text).join('')).toBe(selector.quote)
        expect(segments.filter(({ starts }) => starts.includes(number))).toEqual([under[0]])
        expect(segments.filter(({ ends }) => ends.includes(number))).toEqual([under.at(-1)])
      }
    }),
  )
})

test('overlapping annotations are cut where they begin and end', () => {
  const text = 'abcdef'
  const annotations = numbered([on(text, 2, 5, 'second'), on(text, 0, 3, 'first')])
  expect(annotations.map(({ id, number }) => [id, number])).toEqual([
    ['first', 1],
    ['second', 2],
  ])
  expect(segmentsOf(text, annotations)).toEqual([
    { text: 'ab', numbers: [1], starts: [1], ends: [] },
    { text: 'c', numbers: [1, 2], starts: [2], ends: [1] },
    { text: 'de', numbers: [2], starts: [], ends: [2] },
    { text: 'f', numbers: [], starts: [], ends: [] },
  ])
})

test('a text without annotations is one segment, an empty one none', () => {
  expect(segmentsOf('abc', [])).toEqual([{ text: 'abc', numbers: [], starts: [], ends: [] }])
  expect(segmentsOf('', [])).toEqual([])
})

test('words lead to the annotation that covers least, of equals to the later', () => {
  const text = 'abcdef'
  const annotations = numbered([on(text, 0, 6, 'all'), on(text, 2, 4, 'one'), on(text, 2, 4, 'two')])
  const leads = segmentsOf(text, annotations).map((segment) => innermost(segment, annotations)?.id ?? null)
  expect(leads).toEqual(['all', 'two', 'all'])
  expect(innermost({ text: 'x', numbers: [], starts: [], ends: [] }, annotations)).toBeNull()
})

test('a selector must quote the text at its offsets', () => {
  const text = 'Суд решил 😀 так'
  expect(isExact(text, { start: 0, end: 3, quote: 'Суд' })).toBe(true)
  expect(isExact(text, { start: 10, end: 12, quote: '😀' })).toBe(true)
  expect(isExact(text, { start: 0, end: 3, quote: 'суд' })).toBe(false)
  expect(isExact(text, { start: 3, end: 3, quote: '' })).toBe(false)
  expect(isExact(text, { start: -1, end: 3, quote: text.slice(-1, 3) })).toBe(false)
  expect(isExact(text, { start: 0, end: 99, quote: text })).toBe(false)
  expect(isExact(text, { start: 0.5, end: 3, quote: 'Суд' })).toBe(false)
})

test('a selector never cuts a character in two', () => {
  const text = 'a😀b'
  expect(isExact(text, { start: 0, end: 2, quote: text.slice(0, 2) })).toBe(false)
  expect(isExact(text, { start: 2, end: 4, quote: text.slice(2, 4) })).toBe(false)
})

test('typed words are found where they occur once', () => {
  expect(locateQuote('Суд решил, суд молчит', 'решил')).toEqual({ start: 4, end: 9, quote: 'решил' })
  expect(locateQuote('aaa', 'aa')).toBe('ambiguous')
  expect(locateQuote('abc', 'x')).toBe('absent')
  expect(locateQuote('abc', '')).toBe('absent')
})

test('paragraphs: lines with words, without the spaces around them', () => {
  const text = 'First.\n\n  Second one. \r\n\u00a0\nThird'
  expect(paragraphRanges(text).map(({ start, end }) => text.slice(start, end))).toEqual([
    'First.',
    'Second one.',
    'Third',
  ])
  expect(paragraphRanges('')).toEqual([])
})

test.each([
  ['The claim is founded', 5, 7, 'claim'],
  ['The claim is founded', 3, 10, 'claim'],
  ['Қазақстан Республикасы', 2, 12, 'Қазақстан Республикасы'],
  ['a 😀 b', 3, 4, '😀'],
  ['The (claim), then', 4, 6, '(claim'],
  ['words', 0, 5, 'words'],
])('selection: "%s" from %i to %i becomes the whole words it touches', (text, from, to, words) => {
  const snapped = snapToWords(text, from, to)
  expect(snapped && text.slice(snapped.start, snapped.end)).toBe(words)
})

test('selection: spaces alone are no words', () => {
  expect(snapToWords('a   b', 1, 4)).toBeNull()
})
