import { type Calendar, endedDays, isOpen } from '#app/features/cohorts/calendar.ts'

/** What one person did of one course day: required lessons, how many of them are done, whether anything was begun. */
export type DayWork = { day: number; required: number; completed: number; begun: boolean }

/**
 * What became of a day.
 * - `closed`: not open yet
 * - `today`: open, not over, and nothing is begun
 * - `partly`: begun, not done
 * - `missed`: over, and nothing is begun
 * - `done`: every required lesson is completed
 */
export type DayState = 'closed' | 'today' | 'partly' | 'missed' | 'done'

/** The state of one day; what is done counts as done even where a day was moved into the future afterwards. */
export function dayState(calendar: Calendar, work: DayWork, now: Date): DayState {
  if (work.required > 0 && work.completed >= work.required) return 'done'
  if (!isOpen(calendar, work.day, now)) return 'closed'
  if (work.required === 0) return 'done'
  if (work.begun || work.completed > 0) return 'partly'
  return work.day <= endedDays(calendar, now) ? 'missed' : 'today'
}

/** How many days that are over are not done: 0 is on pace. */
export function behindBy(calendar: Calendar, works: readonly DayWork[], now: Date): number {
  const ended = endedDays(calendar, now)
  return works.filter((work) => work.day <= ended && work.completed < work.required).length
}

type Studied = {
  day: number
  required: boolean
  completedAt: unknown
  openedAt: unknown
  answers: readonly unknown[]
}

/** Adds the lessons of each of `days` days up; a day without lessons asks for nothing. */
export function worksOf(lessons: readonly Studied[], days: number): DayWork[] {
  return Array.from({ length: days }, (_, index) => {
    const ofDay = lessons.filter((lesson) => lesson.day === index + 1)
    const required = ofDay.filter((lesson) => lesson.required)
    return {
      day: index + 1,
      required: required.length,
      completed: required.filter((lesson) => lesson.completedAt).length,
      begun: ofDay.some((lesson) => lesson.openedAt || lesson.completedAt || lesson.answers.length > 0),
    }
  })
}
