import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Attempt,
  deadlineOf,
  isExpired,
  isLate,
  lastCall,
  mayBegin,
  mayWrite,
  movedDeadline,
} from './attempt.ts'

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 24, 3) + minutes * 60_000)
const offer = { opensAt: at(0), dueAt: at(600), cutOffAt: at(700), attempts: 2 }
const running: Attempt = {
  number: 1,
  startedAt: at(10),
  deadlineAt: at(100),
  graceSeconds: 120,
  closedAt: null,
}
const closed: Attempt = { ...running, closedAt: at(90) }

test('the deadline is the writing time, cut off by the cut-off', () => {
  expect(deadlineOf(at(10), 90, at(600))).toEqual(at(100))
  expect(deadlineOf(at(590), 90, at(600))).toEqual(at(600))
})

test('an attempt begins only between opening and due time, one at a time, as often as allowed', () => {
  expect(mayBegin(offer, null, at(-1))).toEqual({ ok: false, reason: 'not_open' })
  expect(mayBegin(offer, null, at(0))).toEqual({ ok: true, value: { number: 1 } })
  expect(mayBegin(offer, running, at(20))).toEqual({ ok: false, reason: 'running' })
  expect(mayBegin(offer, closed, at(120))).toEqual({ ok: true, value: { number: 2 } })
  expect(mayBegin(offer, { ...closed, number: 2 }, at(120))).toEqual({ ok: false, reason: 'used_up' })
  expect(mayBegin(offer, null, at(699))).toEqual({ ok: true, value: { number: 1 } })
  expect(mayBegin(offer, null, at(700))).toEqual({ ok: false, reason: 'over' })
})

test('a text that comes after the due time is late; the grace after a deadline that is the due time is not', () => {
  expect(isLate(running, at(600), at(101))).toBe(false)
  expect(isLate({ deadlineAt: at(650) }, at(600), at(601))).toBe(true)
  expect(isLate({ deadlineAt: at(600) }, at(600), at(601))).toBe(false)
})

test('texts are taken through the grace after the deadline, then the server closes', () => {
  expect(mayWrite(running, at(102))).toBe(true)
  expect(isExpired(running, at(102))).toBe(false)
  expect(mayWrite(running, new Date(at(102).getTime() + 1))).toBe(false)
  expect(isExpired(running, new Date(at(102).getTime() + 1))).toBe(true)
  expect(mayWrite(closed, at(20))).toBe(false)
})

test('whatever the clock, an open attempt either takes texts or is expired', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 0, max: 2000 }), (minutes, later) => {
      const attempt = { ...running, deadlineAt: deadlineOf(at(10), minutes, at(600)) }
      expect(mayWrite(attempt, at(later))).toBe(!isExpired(attempt, at(later)))
      expect(lastCall(attempt) > attempt.startedAt).toBe(true)
    }),
  )
})

test('a deadline follows the minutes from the begin on, cut off where texts are taken for the last time', () => {
  const moved = (before: number, after: number, cutOff = 700, now = 20) =>
    movedDeadline(
      { ...running, deadlineAt: at(10 + before) },
      { minutes: before, cutOffAt: at(700) },
      { minutes: after, cutOffAt: at(cutOff) },
      at(now),
    )
  expect(moved(90, 120)).toEqual(at(130))
  expect(moved(120, 90)).toEqual(at(100))
  expect(moved(90, 800)).toEqual(at(700))
  expect(moved(90, 800, 900)).toEqual(at(810))
  // Shorter than what has passed already: now, and not a moment before.
  expect(moved(120, 90, 700, 115)).toEqual(at(115))
  // It has passed and does not move on: it stays.
  expect(moved(120, 90, 700, 140)).toEqual(at(130))
  expect(moved(90, 120, 700, 110)).toEqual(at(130))
})

test('a deadline that staff set by reopening moves by the difference', () => {
  const reopened = { ...running, deadlineAt: at(400) }
  const [before, after] = [
    { minutes: 90, cutOffAt: at(600) },
    { minutes: 120, cutOffAt: at(600) },
  ]
  expect(movedDeadline(reopened, before, after, at(390))).toEqual(at(430))
  expect(movedDeadline({ ...running, deadlineAt: at(430) }, after, before, at(390))).toEqual(at(400))
})

test('more time never takes any away, and less never reaches before now', () => {
  const minutes = fc.integer({ min: 0, max: 700 })
  fc.assert(
    fc.property(minutes, minutes, fc.integer({ min: 60, max: 900 }), minutes, minutes, (...drawn) => {
      const [extra, more, cutOff, later, passed] = drawn
      const before = { minutes: 90 + extra, cutOffAt: at(cutOff) }
      const after = { minutes: 90 + extra + more, cutOffAt: at(cutOff + later) }
      const now = at(10 + passed)
      const deadlineAt = deadlineOf(at(10), before.minutes, before.cutOffAt)
      const longer = movedDeadline({ ...running, deadlineAt }, before, after, now)
      expect(longer >= deadlineAt).toBe(true)
      const back = movedDeadline({ ...running, deadlineAt: longer }, after, before, now)
      expect(back <= longer).toBe(true)
      expect(back.getTime()).toBeGreaterThanOrEqual(Math.min(now.getTime(), longer.getTime()))
    }),
  )
})
