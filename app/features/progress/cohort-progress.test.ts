import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Calendar } from '#app/features/cohorts/calendar.ts'
import {
  ageOf,
  behindChoice,
  figuresByRegion,
  figuresOf,
  matchingPeople,
  progressOf,
  regionsOf,
  SMALL_GROUP,
  selectedCohort,
} from './cohort-progress.ts'

const calendar: Calendar = { startDate: '2026-11-20', zone: 'Asia/Almaty', days: 7, openingMinute: 480 }
const now = new Date('2026-11-24T06:00:00Z')
const required = new Map([1, 2, 3, 4, 5, 6, 7].map((day) => [day, 1]))

test('every day of the calendar is judged, touched or not', () => {
  const touched = [
    [1, 1],
    [2, 0],
    [4, 1],
  ] as const
  expect(progressOf(calendar, required, touched, now)).toEqual({
    states: ['done', 'partly', 'missed', 'done', 'today', 'closed', 'closed'],
    behind: 2,
  })
})

test('a day that asks for nothing holds nobody back', () => {
  expect(progressOf(calendar, new Map([[5, 1]]), [], now).behind).toBe(0)
})

const person = (name: string, region: string, behind: number) => ({ name, region, behind, states: [] })
const people = [
  person('Әсел Нұрғалиева', 'Шымкент', 0),
  person('Қайрат Мұратов', 'Ақтөбе', 1),
  person('Ли Марина', 'Ақтөбе', 2),
  person('Ким Сергей', '', 9),
]

test('figures count by days behind, as a whole and by region in the order of the Kazakh alphabet', () => {
  expect([0, 1, 2, 14].map(behindChoice)).toEqual(['none', 'one', 'more', 'more'])
  expect(figuresOf(people)).toEqual({ all: 4, onPace: 1, one: 1, more: 2 })
  const of = (region: string, count: number, behind: number) =>
    Array.from({ length: count }, () => person('', region, behind))
  expect(figuresByRegion([...of('Шымкент', 6, 0), ...of('Ақтөбе', 5, 1), ...of('', 7, 3)])).toEqual([
    { region: 'Ақтөбе', all: 5, onPace: 0, one: 5, more: 0 },
    { region: 'Шымкент', all: 6, onPace: 6, one: 0, more: 0 },
    { region: '', all: 7, onPace: 0, one: 0, more: 7 },
  ])
  const mixed = ['Ұлытау', 'Өскемен', 'Қостанай', 'Алматы', 'Абай'].map((region) => ({ region }))
  expect(regionsOf(mixed)).toEqual(['Абай', 'Алматы', 'Қостанай', 'Өскемен', 'Ұлытау'])
})

const group = fc.record({
  region: fc.constantFrom('Абай', 'Ақтөбе', 'Шымкент', 'Ұлытау', ''),
  behind: fc.nat({ max: 3 }),
})
// As many of each region as often stand just above and just below the limit.
const cohort = fc.oneof(
  fc.array(group, { maxLength: 40 }),
  fc
    .array(fc.integer({ min: 0, max: 7 }), { minLength: 5, maxLength: 5 })
    .map((sizes) =>
      sizes.flatMap((size, at) =>
        Array.from({ length: size }, (_, n) => ({ region: `${'АБВГ'[at] ?? ''}`, behind: n % 4 })),
      ),
    ),
)

test('figures of fewer than five never stand alone', () => {
  fc.assert(
    fc.property(cohort, (some) => {
      const rows = figuresByRegion(some)
      if (some.length >= SMALL_GROUP) expect(rows.reduce((sum, { all }) => sum + all, 0)).toBe(some.length)
      for (const { all } of rows) expect(all).toBeGreaterThanOrEqual(SMALL_GROUP)
    }),
  )
  const four = ['Абай', 'Абай', 'Ұлытау', ''].map((region) => person('', region, 0))
  expect(figuresByRegion(four)).toEqual([])
  const five = [...four, person('', 'Ақтөбе', 1)]
  expect(figuresByRegion(five)).toEqual([{ region: null, all: 5, onPace: 4, one: 1, more: 0 }])
})

test('figures of fewer than five are not the difference of any others', () => {
  fc.assert(
    fc.property(cohort, (some) => {
      const rows = figuresByRegion(some)
      if (rows.length === 0) return
      const whole = figuresOf(some)
      // The whole without any choice of rows is nobody, or five and more, in every column that is shown.
      for (let choice = 0; choice < 2 ** rows.length; choice++) {
        const taken = rows.filter((_, at) => choice & (1 << at))
        const left = (column: keyof typeof whole) =>
          taken.reduce((rest, row) => rest - row[column], whole[column])
        const rest = left('all')
        expect(rest === 0 || rest >= SMALL_GROUP).toBe(true)
        expect(left('onPace') + left('one') + left('more')).toBe(rest)
      }
      // And no single region that is small has a row of its own, under whichever name.
      for (const { region, all } of rows)
        if (region !== null) expect(some.filter((one) => one.region === region)).toHaveLength(all)
    }),
  )
})

test('a filter takes any case, trims, and its conditions hold together', () => {
  const names = (given: Partial<Parameters<typeof matchingPeople>[1]>) =>
    matchingPeople(people, { name: '', region: '', behind: null, ...given }).map(({ name }) => name)
  expect(names({})).toHaveLength(4)
  expect(names({ name: '  әСЕЛ ' })).toEqual(['Әсел Нұрғалиева'])
  expect(names({ region: 'Ақтөбе', behind: 'more' })).toEqual(['Ли Марина'])
  expect(names({ behind: 'more' })).toEqual(['Ли Марина', 'Ким Сергей'])
  expect(names({ name: '%' })).toEqual([])
})

test('the newest cohort that has begun comes first, a future one only where none has', () => {
  const at = (startDate: string) => ({ ...calendar, id: startDate, startDate })
  const [old, running, future] = [at('2026-05-01'), at('2026-11-20'), at('2027-01-10')]
  expect(selectedCohort([old, future, running], null, now)).toBe(running)
  expect(selectedCohort([at('2027-03-01'), future], null, now)).toBe(future)
  expect(selectedCohort([], null, now)).toBe(null)
  expect(selectedCohort([old, running], old.id, now)).toBe(old)
  expect(selectedCohort([old], future.id, now)).toBe('unknown')
})

test('an age is told in the largest whole unit', () => {
  const ago = (minutes: number) => ageOf(new Date(now.getTime() - minutes * 60_000), now)
  expect(ago(-5)).toEqual({ unit: 'minutes', number: 0 })
  expect(ago(59)).toEqual({ unit: 'minutes', number: 59 })
  expect(ago(60)).toEqual({ unit: 'hours', number: 1 })
  expect(ago(47 * 60 + 59)).toEqual({ unit: 'hours', number: 47 })
  expect(ago(48 * 60)).toEqual({ unit: 'days', number: 2 })
})
