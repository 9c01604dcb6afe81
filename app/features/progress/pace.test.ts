import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Calendar, opensAt } from '#app/features/cohorts/calendar.ts'
import { behindBy, type DayWork, dayState, worksOf } from './pace.ts'

const calendar: Calendar = { startDate: '2026-11-20', zone: 'Asia/Almaty', days: 14, openingMinute: 480 }
const now = new Date('2026-11-24T06:00:00Z')
const work = (day: number, given: Partial<DayWork> = {}): DayWork => ({
  day,
  required: 1,
  completed: 0,
  begun: false,
  ...given,
})

test('a day is closed until its hour, then open, and missed when it is over untouched', () => {
  expect(dayState(calendar, work(6), now)).toBe('closed')
  expect(dayState(calendar, work(5), new Date('2026-11-24T02:59:59Z'))).toBe('closed')
  expect(dayState(calendar, work(5), new Date('2026-11-24T03:00:00Z'))).toBe('today')
  expect(dayState(calendar, work(5), new Date('2026-11-24T18:59:59Z'))).toBe('today')
  expect(dayState(calendar, work(5), new Date('2026-11-24T19:00:00Z'))).toBe('missed')
})

test('what was begun is partly done, today and later; what is completed is done', () => {
  expect(dayState(calendar, work(5, { begun: true }), now)).toBe('partly')
  expect(dayState(calendar, work(4, { begun: true }), now)).toBe('partly')
  expect(dayState(calendar, work(4, { required: 2, completed: 1 }), now)).toBe('partly')
  expect(dayState(calendar, work(4, { completed: 1 }), now)).toBe('done')
})

test('a day without required lessons is closed, then done, and never puts anybody behind', () => {
  expect(dayState(calendar, work(6, { required: 0 }), now)).toBe('closed')
  expect(dayState(calendar, work(5, { required: 0 }), now)).toBe('done')
  expect(behindBy(calendar, [work(1, { required: 0 })], now)).toBe(0)
})

test('today does not count as behind, yesterday does', () => {
  expect(behindBy(calendar, [work(4), work(5)], now)).toBe(1)
})

test('lessons add up by day; optional ones neither complete a day nor hold it back', () => {
  const lesson = { day: 2, required: true, completedAt: null, openedAt: null, answers: [] }
  const works = worksOf(
    [lesson, { ...lesson, required: false, completedAt: now }, { ...lesson, completedAt: now }],
    3,
  )
  expect(works).toEqual([
    work(1, { required: 0 }),
    { day: 2, required: 2, completed: 1, begun: true },
    work(3, { required: 0 }),
  ])
})

test('time alone never improves a state, work never worsens it, and only ended days that are not done count', () => {
  const rank = { closed: 0, today: 1, missed: 1, partly: 2, done: 3 }
  const works = fc.array(
    fc.record({ required: fc.constant(2), completed: fc.integer({ min: 0, max: 2 }), begun: fc.boolean() }),
    { minLength: 14, maxLength: 14 },
  )
  const moment = fc.integer({ min: -40, max: 500 })
  fc.assert(
    fc.property(works, moment, (given, hours) => {
      const at = new Date(opensAt(calendar, 1).getTime() + hours * 3_600_000)
      const days = given.map((one, index) => ({ ...one, day: index + 1 }))
      for (const day of days) {
        const state = dayState(calendar, day, at)
        const more = dayState(calendar, { ...day, completed: 2, begun: true }, at)
        expect(rank[more]).toBeGreaterThanOrEqual(rank[state])
        if (state === 'missed') expect(behindBy(calendar, [day], at)).toBe(1)
        if (state === 'done' || state === 'today') expect(behindBy(calendar, [day], at)).toBe(0)
      }
      const later = new Date(at.getTime() + 86_400_000)
      expect(behindBy(calendar, days, later)).toBeGreaterThanOrEqual(behindBy(calendar, days, at))
    }),
  )
})
