import { expect, test } from 'vitest'
import { attemptState, type EssayState, essayState } from './essay-state.ts'

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 24, 3) + minutes * 60_000)
const offer = { opensAt: at(0), dueAt: at(600), cutOffAt: at(700), attempts: 2 }
const running = { number: 1, deadlineAt: at(100), closedAt: null }
const closed = { ...running, closedAt: at(90) }
const submission = (released = false) => ({ released })

test('essay state: the calendar decides while nothing is begun', () => {
  const states = [-1, 0, 600, 601, 699, 700].map((minutes) => essayState(offer, null, at(minutes)))
  expect(states).toEqual(['upcoming', 'open', 'open', 'overdue', 'overdue', 'missed'])
})

test('essay state: an attempt is being written until its deadline and closing from then on, grace or not', () => {
  const states = [50, 99, 100, 101, 150].map((minutes) =>
    essayState(offer, { ...running, submission: null }, at(minutes)),
  )
  expect(states).toEqual(['writing', 'writing', 'closing', 'closing', 'closing'])
})

test('essay state: a closed attempt is submitted, released, or empty where nothing was written', () => {
  const state = (given: { released: boolean } | null, attempts = 2, minutes = 120): EssayState =>
    essayState({ ...offer, attempts }, { ...closed, submission: given }, at(minutes))
  expect(state(submission())).toBe('submitted')
  expect(state(submission(true))).toBe('released')
  expect(state(null, 1)).toBe('empty')
  expect(state(null)).toBe('open')
  expect(state(null, 2, 650)).toBe('overdue')
  expect(state(null, 2, 700)).toBe('empty')
})

test('essay state: a second attempt that runs comes before what the first one brought', () => {
  const second = { ...running, number: 2, submission: submission(true) }
  expect(essayState(offer, second, at(50))).toBe('writing')
  expect(essayState(offer, { ...second, closedAt: at(60) }, at(70))).toBe('released')
})

test('attempt state: staff also see that a mark is finished', () => {
  const state = (marked: boolean, released: boolean) =>
    attemptState({ ...closed, submission: { marked, released } }, at(120))
  expect(attemptState(null, at(0))).toBe('not_begun')
  expect([state(false, false), state(true, false), state(true, true)]).toEqual([
    'submitted',
    'marked',
    'released',
  ])
  expect(attemptState({ ...closed, submission: null }, at(120))).toBe('empty')
})
