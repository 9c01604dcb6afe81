import { type Calendar, dayNumber, isOpen } from '#app/features/cohorts/calendar.ts'
import type { EssayState } from '#app/features/essays/essay-state.ts'

type StudiedLesson = {
  day: number
  required: boolean
  openedAt: Date | null
  completedAt: Date | null
  answers: readonly unknown[]
}

type DueEssay = { state: EssayState; dueAt: Date }

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
export function nextAction<L extends StudiedLesson, E extends DueEssay>(
  calendar: Calendar,
  lessons: readonly L[],
  essays: readonly E[],
  now: Date,
): NextAction<L, E> {
  const today = dayNumber(calendar, now)
  const running = essays.find((essay) => essay.state === 'writing')
  if (running) return { kind: 'write', essay: running }
  const open = essays
    .filter((essay) => ['open', 'overdue'].includes(essay.state))
    .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
  const urgent = open.find((essay) => dayNumber(calendar, essay.dueAt) <= today)
  if (urgent) return { kind: 'essay', essay: urgent }
  const unfinished = lessons
    .filter((lesson) => lesson.required && !lesson.completedAt && isOpen(calendar, lesson.day, now))
    .sort((a, b) => a.day - b.day)
  const lesson = unfinished.find((one) => one.day === today) ?? unfinished[0]
  if (lesson) return { kind: 'lesson', lesson, begun: lesson.openedAt !== null || lesson.answers.length > 0 }
  return open[0] ? { kind: 'essay', essay: open[0] } : { kind: 'rest' }
}
