import { expect, test } from 'vitest'
import { sphereResults } from './results.ts'

const item = (sphere: string, chosen: number | null, correct: number) => ({ sphere, chosen, correct })

test('results by sphere: weakest first, unanswered counts as wrong', () => {
  const results = sphereResults([
    item('civil', 1, 1),
    item('civil', 2, 1),
    item('criminal', null, 0),
    item('criminal', 0, 0),
    item('criminal', 3, 0),
    item('labour', 4, 4),
  ])
  expect(results).toEqual([
    { sphere: 'criminal', right: 1, total: 3, marks: [false, true, false] },
    { sphere: 'civil', right: 1, total: 2, marks: [true, false] },
    { sphere: 'labour', right: 1, total: 1, marks: [true] },
  ])
})

test('results by sphere: option 0 is an answer', () => {
  expect(sphereResults([item('civil', 0, 0)])[0]?.right).toBe(1)
})
