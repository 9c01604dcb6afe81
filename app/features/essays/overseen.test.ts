import { expect, test } from 'vitest'
import { attemptStates, chosenPrompt, whyFixed } from './overseen.ts'

test('an attempt is opened again while nothing is marked and no later one was begun', () => {
  const why = (followed: boolean) => attemptStates.map((state) => [state, whyFixed({ state, followed })])
  expect(Object.fromEntries(why(false))).toEqual({
    not_begun: null,
    writing: 'running',
    submitted: null,
    marked: 'marked',
    released: 'marked',
    empty: null,
  })
  expect(whyFixed({ state: 'submitted', followed: true })).toBe('newer')
})

test('the list begins with the essay that opened last', () => {
  const [first, second, third] = ['a', 'b', 'c'].map((slug, index) => ({ slug, day: 2 + index * 2 }))
  if (!first || !second || !third) throw new Error('three prompts')
  const prompts = [first, second, third]
  expect([0, 2, 5, 14].map((day) => chosenPrompt(prompts, null, day))).toEqual([first, first, second, third])
  expect(chosenPrompt(prompts, 'c', 2)).toBe(third)
  expect(chosenPrompt(prompts, 'd', 2)).toBeNull()
  expect(chosenPrompt([], null, 2)).toBeNull()
})
