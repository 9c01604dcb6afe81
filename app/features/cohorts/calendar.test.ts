import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Calendar,
  dateOfDay,
  dayNumber,
  dueAt,
  endedDays,
  essayTimes,
  instantIn,
  isOpen,
  lastOpenDay,
  opensAt,
} from './calendar.ts'

const almaty: Calendar = { startDate: '2026-11-20', zone: 'Asia/Almaty', days: 14, openingMinute: 8 * 60 }

test('Almaty is UTC+5 in 2026: a day opens at 03:00 UTC and ends at 18:59 UTC', () => {
  expect(opensAt(almaty, 5).toISOString()).toBe('2026-11-24T03:00:00.000Z')
  expect(dueAt(almaty, 5).toISOString()).toBe('2026-11-24T18:59:00.000Z')
})

test('Almaty was UTC+6 before 1 March 2024, and a cohort of that winter is not moved', () => {
  expect(opensAt({ ...almaty, startDate: '2024-02-29' }, 1).toISOString()).toBe('2024-02-29T02:00:00.000Z')
  expect(opensAt({ ...almaty, startDate: '2024-02-29' }, 2).toISOString()).toBe('2024-03-01T03:00:00.000Z')
})

test('the day changes at local midnight, not at UTC midnight', () => {
  expect(dayNumber(almaty, new Date('2026-11-23T18:59:59Z'))).toBe(4)
  expect(dayNumber(almaty, new Date('2026-11-23T19:00:00Z'))).toBe(5)
})

test('between midnight and the opening hour it is day 5, but day 4 is the last open one', () => {
  const night = new Date('2026-11-23T20:00:00Z')
  expect(dayNumber(almaty, night)).toBe(5)
  expect(isOpen(almaty, 5, night)).toBe(false)
  expect(lastOpenDay(almaty, night)).toBe(4)
  expect(endedDays(almaty, night)).toBe(4)
})

test('before the course it is day 0, after it day 15', () => {
  expect(dayNumber(almaty, new Date('2026-11-01T00:00:00Z'))).toBe(0)
  expect(lastOpenDay(almaty, new Date('2026-11-01T00:00:00Z'))).toBe(0)
  expect(dayNumber(almaty, new Date('2027-01-01T00:00:00Z'))).toBe(15)
  expect(lastOpenDay(almaty, new Date('2027-01-01T00:00:00Z'))).toBe(14)
})

test('whatever the zone and the moment, a day is open exactly from its opening on, and due after it', () => {
  const zones = ['Asia/Almaty', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Apia', 'UTC']
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
      fc.integer({ min: 1, max: 14 }),
      fc.integer({ min: 0, max: 1439 }),
      (zone, now, day, openingMinute) => {
        const calendar = { startDate: '2026-03-20', zone, days: 14, openingMinute }
        expect(isOpen(calendar, day, now)).toBe(day <= lastOpenDay(calendar, now))
        expect(dueAt(calendar, day) >= opensAt(calendar, day)).toBe(true)
        expect(dateOfDay(calendar, 1)).toBe('2026-03-20')
      },
    ),
  )
})

test('an essay is due at the end of its day and cut off at the end of another; a due time of one’s own moves both', () => {
  const days = { day: 4, dueDay: 6, cutOffDay: 7 }
  const [due, cutOff] = [dueAt(almaty, 6), dueAt(almaty, 7)]
  expect(essayTimes(almaty, days, null)).toEqual({
    opensAt: opensAt(almaty, 4),
    dueAt: due,
    cutOffAt: cutOff,
  })
  const between = new Date(due.getTime() + 3_600_000)
  expect(essayTimes(almaty, days, between)).toMatchObject({ dueAt: between, cutOffAt: cutOff })
  const beyond = new Date(cutOff.getTime() + 3_600_000)
  expect(essayTimes(almaty, days, beyond)).toMatchObject({ dueAt: beyond, cutOffAt: beyond })
})

test('a local time is an instant of its zone; a day that the calendar does not have is none', () => {
  expect(instantIn('2026-11-25T20:30', 'Asia/Almaty')).toEqual(new Date('2026-11-25T15:30:00Z'))
  expect(instantIn('2028-02-29T00:00', 'UTC')).toEqual(new Date('2028-02-29T00:00:00Z'))
  for (const text of [
    '2026-02-31T10:00',
    '2026-02-29T10:00',
    '2026-13-01T10:00',
    '2026-11-25T24:00',
    '2026-11-25',
  ])
    expect([text, instantIn(text, 'Asia/Almaty')]).toEqual([text, null])
})
