import { expect, test } from 'vitest'
import { linesAround, linesOf } from './source-lines.ts'

const numbers = (source: string, line: number) =>
  linesAround(linesOf(source), line).map(({ number, hit }) => (hit ? -number : number))

test('lines around a fault: with their neighbours, as far as there are any', () => {
  expect(numbers('a\nb\r\nc\rd', 2)).toEqual([1, -2, 3])
  expect(numbers('a\nb\nc', 1)).toEqual([-1, 2])
  expect(numbers('a\nb\nc', 3)).toEqual([2, -3])
  expect(numbers('', 1)).toEqual([-1])
})

test('lines around a fault: a very long one is cut', () => {
  expect(linesAround(['x'.repeat(1000)], 1)[0]?.text).toHaveLength(241)
})
