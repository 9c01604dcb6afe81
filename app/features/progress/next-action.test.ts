import { expect, test } from 'vitest'
import type { Calendar } from '#app/features/cohorts/calendar.ts'
import type { EssaySummary } from '#app/features/essays/essay-summary.ts'
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
type Essay = Pick<EssaySummary, 'state' | 'day' | 'dueAt' | 'submittedAt' | 'feedback'>
const essay = (given: Partial<Essay> = {}): Essay => ({
  state: 'open',
  day: 4,
  dueAt: at('2026-11-25T18:59:00Z'),
  submittedAt: null,
  feedback: null,
  ...given,
})
const today = at('2026-11-24T18:59:00Z')
const feedback = (releasedAt: Date) => ({ attempt: 1, releasedAt, points: 7, maxPoints: 10, passPoints: 6 })

test('a running attempt comes before everything, then what is due today, then today’s lesson', () => {
  const [fourth, fifth] = [lesson(4), lesson(5)]
  const [busy, due, later] = [essay({ state: 'writing' }), essay({ dueAt: today }), essay()]
  const choose = (lessons: ReturnType<typeof lesson>[], essays: Essay[]) =>
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

test('today: an essay whose time is over is not written on any more', () => {
  expect(nextAction(calendar, [lesson(5)], [essay({ state: 'closing' })], now)).toMatchObject({
    kind: 'lesson',
  })
})

test('today: an overdue essay comes before today’s lesson', () => {
  const overdue = essay({ state: 'overdue', dueAt: at('2026-11-23T18:59:00Z') })
  expect(nextAction(calendar, [lesson(5)], [essay(), overdue], now)).toEqual({
    kind: 'essay',
    essay: overdue,
  })
})

test('week: what is to be done comes first, the other week’s essays and old feedback are left out', () => {
  const released = essay({ state: 'released', submittedAt: now, feedback: feedback(now) })
  const old = essay({ state: 'released', submittedAt: now, feedback: feedback(at('2026-11-10T00:00:00Z')) })
  const upcoming = (day: number) => essay({ state: 'upcoming', day })
  const missed = (dueAt: Date) => essay({ state: 'missed', dueAt })
  const rows = essaysOfWeek(
    calendar,
    [released, old, upcoming(10), upcoming(7), missed(at('2026-12-01T18:59:00Z')), missed(today), essay()],
    now,
  )
  expect(rows.map(({ state }) => state)).toEqual(['open', 'upcoming', 'released', 'missed'])
})

test('week: fresh feedback stays in the list while a second attempt is open, handed in, or came to nothing', () => {
  const rows = (['open', 'submitted', 'empty'] as const).map((state) =>
    essay({ state, dueAt: at('2026-11-10T00:00:00Z'), feedback: feedback(now) }),
  )
  expect(essaysOfWeek(calendar, rows, now)).toHaveLength(3)
})
