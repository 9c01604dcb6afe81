import { type Calendar, dayNumber, essayTimes, isOpen } from '#app/features/cohorts/calendar.ts'
import { type EssayFacts, essayState } from './essay-glance.ts'

type StudiedLesson = {
  day: number
  required: boolean
  openedAt: Date | null
  completedAt: Date | null
  answers: readonly unknown[]
}

/** The one thing to do now. `rest`: nothing is left that is open. */
export type NextAction<L, E> =
  | { kind: 'write'; essay: E }
  | { kind: 'essay'; essay: E }
  | { kind: 'lesson'; lesson: L; begun: boolean }
  | { kind: 'rest' }

/**
 * Chooses what comes first: a running attempt, an essay that is due today or overdue, today's lesson, the oldest open lesson
 * that is not done, an essay that may be begun, rest.
 */
export function nextAction<L extends StudiedLesson, E extends EssayFacts>(
  calendar: Calendar,
  lessons: readonly L[],
  essays: readonly E[],
  now: Date,
): NextAction<L, E> {
  const today = dayNumber(calendar, now)
  const running = essays.find((essay) => essayState(calendar, essay, now) === 'writing')
  if (running) return { kind: 'write', essay: running }
  const due = (essay: E) => essayTimes(calendar, essay, essay.ownDueAt).dueAt
  const open = essays
    .filter((essay) => ['open', 'overdue'].includes(essayState(calendar, essay, now)))
    .sort((a, b) => due(a).getTime() - due(b).getTime())
  const urgent = open.find((essay) => dayNumber(calendar, due(essay)) <= today)
  if (urgent) return { kind: 'essay', essay: urgent }
  const unfinished = lessons
    .filter((lesson) => lesson.required && !lesson.completedAt && isOpen(calendar, lesson.day, now))
    .sort((a, b) => a.day - b.day)
  const lesson = unfinished.find((one) => one.day === today) ?? unfinished[0]
  if (lesson) return { kind: 'lesson', lesson, begun: lesson.openedAt !== null || lesson.answers.length > 0 }
  return open[0] ? { kind: 'essay', essay: open[0] } : { kind: 'rest' }
}
