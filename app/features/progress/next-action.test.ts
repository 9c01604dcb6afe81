import { expect, test } from 'vitest'
import type { Calendar } from '#app/features/cohorts/calendar.ts'
import { type EssayFacts, essayState } from './essay-glance.ts'
import { nextAction } from './next-action.ts'
import { essaysOfWeek, phaseOf } from './today.ts'

const calendar: Calendar = { startDate: '2026-11-20', zone: 'Asia/Almaty', days: 14, openingMinute: 480 }
const now = new Date('2026-11-24T06:00:00Z')
const at = (text: string) => new Date(text)

const lesson = (day: number, given: object = {}) => ({
  day,
  required: true,
  openedAt: null as Date | null,
  completedAt: null as Date | null,
  answers: [],
  ...given,
})
const essay = (given: Partial<EssayFacts> = {}): EssayFacts => ({
  day: 4,
  dueDay: 6,
  cutOffDay: 6,
  ownDueAt: null,
  attemptsAllowed: 1,
  attemptsMade: 0,
  deadlineAt: null,
  closedAt: null,
  submittedAt: null,
  late: false,
  releasedAt: null,
  ...given,
})
const running = { attemptsMade: 1, deadlineAt: at('2026-11-24T07:00:00Z') }

test('an essay goes from closed to open to over, and an attempt through writing, closing, handed in, released', () => {
  const state = (given: Partial<EssayFacts>, moment = now) => essayState(calendar, essay(given), moment)
  expect(state({ day: 6 })).toBe('closed')
  expect(state({})).toBe('open')
  expect(state({}, at('2026-11-25T18:59:01Z'))).toBe('over')
  expect(state(running)).toBe('writing')
  expect(state(running, at('2026-11-24T07:00:00Z'))).toBe('closing')
  const closed = { ...running, closedAt: now }
  expect(state(closed)).toBe('empty')
  expect(state({ ...closed, attemptsAllowed: 2 })).toBe('open')
  expect(state({ ...closed, attemptsAllowed: 2 }, at('2026-11-27T00:00:00Z'))).toBe('empty')
  expect(state({ ...closed, submittedAt: now })).toBe('submitted')
  expect(state({ ...closed, submittedAt: now, releasedAt: now })).toBe('released')
})

test('a running attempt comes before everything, then what is due today, then today’s lesson', () => {
  const [fourth, fifth] = [lesson(4), lesson(5)]
  const [busy, due, later] = [essay(running), essay({ dueDay: 5 }), essay()]
  const choose = (lessons: ReturnType<typeof lesson>[], essays: EssayFacts[]) =>
    nextAction(calendar, lessons, essays, now)
  expect(choose([fourth, fifth], [later, due, busy])).toEqual({ kind: 'write', essay: busy })
  expect(choose([fourth, fifth], [later, due])).toEqual({ kind: 'essay', essay: due })
  expect(choose([fourth, fifth], [later])).toEqual({ kind: 'lesson', lesson: fifth, begun: false })
  const finished = lesson(5, { completedAt: now })
  expect(choose([lesson(3), fourth, finished], [later])).toMatchObject({ kind: 'lesson', lesson: { day: 3 } })
  expect(choose([finished], [later])).toEqual({ kind: 'essay', essay: later })
  expect(choose([finished, lesson(6), lesson(2, { required: false })], [])).toEqual({ kind: 'rest' })
  expect(choose([lesson(5, { openedAt: now })], [])).toMatchObject({ kind: 'lesson', begun: true })
})

test('the course has not begun before the first hour and is over after the last day', () => {
  expect(phaseOf(calendar, at('2026-11-20T02:59:00Z'))).toBe('before')
  expect(phaseOf(calendar, at('2026-11-20T03:00:00Z'))).toBe('running')
  expect(phaseOf(calendar, at('2026-12-03T18:59:00Z'))).toBe('running')
  expect(phaseOf(calendar, at('2026-12-03T19:00:00Z'))).toBe('after')
})

test('the week shows what is to be done first, the other week’s essays not at all, old feedback no more', () => {
  const due = essay()
  const released = essay({ attemptsMade: 1, closedAt: now, submittedAt: now, releasedAt: now })
  const old = essay({ ...released, releasedAt: at('2026-11-10T00:00:00Z') })
  const rows = essaysOfWeek(
    calendar,
    [released, old, essay({ day: 10, dueDay: 12 }), essay({ day: 7, dueDay: 7 }), due],
    now,
  )
  expect(rows.map(({ state }) => state)).toEqual(['open', 'closed', 'released'])
})

test('between due time and cut-off an essay is overdue and comes first; after the cut-off it is over', () => {
  const late = essay({ dueDay: 4, cutOffDay: 5 })
  expect(essayState(calendar, late, now)).toBe('overdue')
  expect(essayState(calendar, { ...late, attemptsMade: 1, closedAt: now }, now)).toBe('empty')
  expect(essayState(calendar, late, at('2026-11-24T18:59:00Z'))).toBe('over')
  expect(nextAction(calendar, [lesson(5)], [essay(), late], now)).toEqual({ kind: 'essay', essay: late })
})

test('a due time of one’s own decides what is open, overdue and urgent', () => {
  const own = (text: string) => essay({ dueDay: 4, cutOffDay: 4, ownDueAt: at(text) })
  expect(essayState(calendar, essay({ dueDay: 4, cutOffDay: 4 }), now)).toBe('over')
  expect(essayState(calendar, own('2026-11-27T10:00:00Z'), now)).toBe('open')
  expect(essayState(calendar, own('2026-11-24T05:59:00Z'), now)).toBe('over')
  const [today, later] = [own('2026-11-24T12:00:00Z'), own('2026-11-27T10:00:00Z')]
  expect(nextAction(calendar, [lesson(5)], [later, today], now)).toEqual({ kind: 'essay', essay: today })
  expect(nextAction(calendar, [lesson(5)], [later], now)).toMatchObject({ kind: 'lesson' })
})
