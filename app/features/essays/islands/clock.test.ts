import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openClock } from './clock.ts'

const MINUTE = 60_000
// What the device believes is three hours and two days from the truth.
const TRUE_NOW = Date.parse('2026-11-24T04:00:00Z')
beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-11-26T07:00:00Z') }))
afterEach(() => void vi.useRealTimers())

const open = (minutes: number) => {
  const clock = openClock({ now: TRUE_NOW, deadline: TRUE_NOW + minutes * MINUTE, offsetMinutes: 300 })
  const warned: number[] = []
  clock.onWarning((left) => warned.push(left))
  clock.onTick(() => {})
  return { clock, warned }
}
const answerAt = (told: number) => new Response(null, { headers: { Date: new Date(told).toUTCString() } })

test('the time that is left is the server’s, whatever the device’s clock says or does', () => {
  const { clock } = open(90)
  expect(clock.left()).toBe(90 * MINUTE)
  expect(clock.timeOfDay()).toBe('09:00')
  vi.advanceTimersByTime(10 * MINUTE)
  vi.setSystemTime(0)
  expect(clock.left()).toBe(80 * MINUTE)
  expect(clock.timeOfDay()).toBe('09:10')
})

test('it warns at 15, 5 and 1 minutes, each once', () => {
  const { warned } = open(20)
  vi.advanceTimersByTime(5 * MINUTE - 1_000)
  expect(warned).toEqual([])
  vi.advanceTimersByTime(1_000)
  expect(warned).toEqual([15])
  vi.advanceTimersByTime(16 * MINUTE)
  expect(warned).toEqual([15, 5, 1])
})

test('a page that is opened with 4 minutes left warns of the last one only', () => {
  const { warned } = open(4)
  vi.advanceTimersByTime(5 * MINUTE)
  expect(warned).toEqual([1])
})

test('more time is heard as such, and warnings come again before the new end', () => {
  const { clock, warned } = open(10)
  vi.advanceTimersByTime(6 * MINUTE)
  expect(warned).toEqual([5])
  expect(clock.move(clock.deadline() + 30 * MINUTE)).toBe('later')
  expect(clock.left()).toBe(34 * MINUTE)
  vi.advanceTimersByTime(35 * MINUTE)
  expect(warned).toEqual([5, 15, 5, 1])
  expect(clock.move(clock.deadline() - MINUTE)).toBe('earlier')
  expect(clock.move(clock.deadline() + 500)).toBeNull()
  expect(clock.move(Number.NaN)).toBeNull()
})

test('a device that slept is set right by the next answer; the second that a header lacks is no difference', () => {
  const { clock } = open(90)
  // Five minutes passed that no timer of the page has seen.
  clock.hear(answerAt(TRUE_NOW + 5 * MINUTE))
  expect(clock.left()).toBe(85 * MINUTE)
  clock.hear(answerAt(TRUE_NOW + 5 * MINUTE - 1_000))
  clock.hear(new Response(null, { headers: { Date: 'no date' } }))
  expect(clock.left()).toBe(85 * MINUTE)
})

test('for a reload without a line it tells how far the server is ahead of the device', () => {
  const { clock } = open(90)
  expect(Date.now() + clock.aheadOfDevice()).toBe(TRUE_NOW)
})
