import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isAfterCourse, retentionStep, type Warned } from './retention.ts'

test.each<[string, string | null, Warned, ReturnType<typeof retentionStep>]>([
  ['2026-11-01', null, null, null],
  ['2026-11-01', '2026-12-02', null, null],
  ['2026-11-02', '2026-12-02', null, { warn: 30 }],
  ['2026-11-10', '2026-12-02', { days: 30, on: '2026-11-02' }, null],
  ['2026-11-25', '2026-12-02', { days: 30, on: '2026-11-02' }, { warn: 7 }],
  ['2026-11-25', '2026-12-02', null, { warn: 7 }],
  ['2026-11-26', '2026-12-02', { days: 7, on: '2026-11-25' }, null],
  ['2026-12-01', '2026-12-02', { days: 7, on: '2026-11-25' }, null],
  ['2026-12-02', '2026-12-02', { days: 7, on: '2026-11-25' }, 'erase'],
  ['2027-03-01', '2026-12-02', { days: 7, on: '2026-11-25' }, 'erase'],
  // The worker stood still: it warns first, and acts a week later.
  ['2026-12-20', '2026-12-02', { days: 30, on: '2026-11-02' }, { warn: 7 }],
  ['2026-12-20', '2026-12-02', null, { warn: 7 }],
  ['2026-12-26', '2026-12-02', { days: 7, on: '2026-12-20' }, null],
  ['2026-12-27', '2026-12-02', { days: 7, on: '2026-12-20' }, 'erase'],
])('retention: on %s, data kept until %s, warned %j: %j', (today, until, warned, step) => {
  expect(retentionStep(today, until, warned)).toEqual(step)
})

test('retention: run on any days, it never erases before the day or without a warning a week old', () => {
  const date = (day: number) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10)
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 120 }),
      fc.uniqueArray(fc.integer({ min: 0, max: 200 }), { maxLength: 60 }),
      (until, runs) => {
        let warned: Warned = null
        let lastWarning = Number.NaN
        for (const day of runs.sort((a, b) => a - b)) {
          const step = retentionStep(date(day), date(until), warned)
          if (step === 'erase') {
            expect(day).toBeGreaterThanOrEqual(until)
            expect(day - lastWarning).toBeGreaterThanOrEqual(7)
          } else if (step) {
            warned = { days: step.warn, on: date(day) }
            if (step.warn === 7) lastWarning = day
          }
        }
      },
    ),
  )
})

test('retention: the course is over before the day', () => {
  expect(isAfterCourse('2026-12-04', '2026-11-20', 14)).toBe(true)
  expect(isAfterCourse('2026-12-03', '2026-11-20', 14)).toBe(false)
})
