import { describe, expect, test } from 'vitest'
import { endedAt, testOffer, testState } from './test-state.ts'

const at = (time: string) => new Date(`2026-11-24T${time}Z`)
const timed = { startedAt: at('10:00:00'), deadlineAt: at('11:00:00'), graceSeconds: 120, finishedAt: null }

describe('test state', () => {
  test.each([
    ['11:00:00', 'running'],
    ['11:00:01', 'closing'],
    ['11:02:00', 'closing'],
    ['11:02:01', 'finished'],
  ])('at %s a test until 11:00 with two minutes of grace is %s', (now, state) => {
    expect(testState(timed, at(now))).toBe(state)
  })

  test('what was handed in is finished at once, training never by itself', () => {
    expect(testState({ ...timed, finishedAt: at('10:10:00') }, at('10:10:00'))).toBe('finished')
    expect(testState({ ...timed, deadlineAt: null }, new Date('2030-01-01'))).toBe('running')
  })

  test('the end is the hand-in, or the deadline where the time ran out', () => {
    expect(endedAt(timed, at('11:01:00'))).toBeNull()
    expect(endedAt(timed, at('12:00:00'))).toEqual(at('11:00:00'))
    expect(endedAt({ ...timed, finishedAt: at('10:10:00') }, at('12:00:00'))).toEqual(at('10:10:00'))
  })
})

test('test offer: open from the hour of its day until the course is over', () => {
  const calendar = { startDate: '2026-11-20', zone: 'Asia/Almaty', days: 5, openingMinute: 480 }
  const state = (now: string) => testOffer(calendar, 2, new Date(now)).state
  expect(state('2026-11-21T02:59:59Z')).toBe('upcoming')
  expect(state('2026-11-21T03:00:00Z')).toBe('open')
  expect(state('2026-11-24T18:59:59Z')).toBe('open')
  expect(state('2026-11-24T19:00:00Z')).toBe('over')
})
