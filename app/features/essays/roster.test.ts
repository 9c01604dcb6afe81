import { expect, test } from 'vitest'
import { attemptStates } from './essay-state.ts'
import { changeRefusal, selectedPrompt } from './roster.ts'

test('roster: an attempt may be reopened while nothing is marked and no later one was begun', () => {
  const why = (followed: boolean) => attemptStates.map((state) => [state, changeRefusal({ state, followed })])
  expect(Object.fromEntries(why(false))).toEqual({
    not_begun: null,
    writing: 'running',
    closing: 'running',
    submitted: null,
    marked: 'marked',
    released: 'marked',
    empty: null,
  })
  expect(changeRefusal({ state: 'submitted', followed: true })).toBe('newer')
})

test('roster: without a request the prompt that opened last is shown', () => {
  const [first, second, third] = ['a', 'b', 'c'].map((slug, index) => ({ slug, day: 2 + index * 2 }))
  if (!first || !second || !third) throw new Error('three prompts')
  const prompts = [first, second, third]
  expect([0, 2, 5, 14].map((day) => selectedPrompt(prompts, null, day))).toEqual([
    first,
    first,
    second,
    third,
  ])
  expect(selectedPrompt(prompts, 'c', 2)).toBe(third)
  expect(selectedPrompt(prompts, 'd', 2)).toBeNull()
  expect(selectedPrompt([], null, 2)).toBeNull()
})
