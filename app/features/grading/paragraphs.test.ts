import { expect, test } from 'vitest'
import { numbered } from './annotations.ts'
import { paragraphsOf } from './paragraphs.ts'

const comment = (id: string, start: number, end: number) => ({
  id,
  criterion: null,
  comment: id,
  selector: { start, end, quote: '' },
})
const text = 'one two\n\nthree four\nfive'

test('paragraphs: each comment is at the paragraph in which its words begin', () => {
  const list = numbered([comment('a', 0, 3), comment('b', 15, 24), comment('c', 20, 24)])
  const paragraphs = paragraphsOf(text, list)
  expect(paragraphs.map(({ comments }) => comments.map(({ id }) => id))).toEqual([['a'], ['b'], ['c']])
})

test('paragraphs: words that run on are marked in each, begin once and end once', () => {
  const [, second, third] = paragraphsOf(text, numbered([comment('b', 15, 24)]))
  expect(second?.segments.map(({ text, starts, ends }) => [text, starts, ends])).toEqual([
    ['three ', [], []],
    ['four', [1], []],
  ])
  expect(third?.segments.map(({ text, starts, ends }) => [text, starts, ends])).toEqual([['five', [], [1]]])
})

test('paragraphs: the whole text is there but for its line breaks, and every comment once', () => {
  const list = numbered([comment('a', 7, 9), comment('b', 0, 24), comment('c', 8, 12)])
  const paragraphs = paragraphsOf(text, list)
  const words = paragraphs.map(({ segments }) => segments.map((one) => one.text).join(''))
  expect(words).toEqual(['one two', 'three four', 'five'])
  expect(paragraphs.flatMap(({ comments }) => comments.map(({ id }) => id)).toSorted()).toEqual([
    'a',
    'b',
    'c',
  ])
})
