import { type Calendar, isOpen, opensAt } from '#app/features/cohorts/calendar.ts'
import { judgeAnswer, type SelfCheckDefinition } from '#app/features/lessons/self-check.ts'
import type { Locale } from '#app/i18n/locales.ts'
import { type GivenAnswer, standingAnswers } from './answers.ts'
import { unanswered } from './completion.ts'

type Version = {
  id: string
  number: number
  selfChecks: readonly SelfCheckDefinition[]
  text: { locale: Locale }
}

/** How far somebody is in a lesson: safe to leave the server, for it holds no key. */
export type LessonStanding = {
  /** The options of the answer that stands, by self-check. */
  chosen: Record<string, string[]>
  /** Self-checks without an answer, in the order of the lesson, with their number in it. */
  missing: { id: string; number: number }[]
}

/** Which answers stand with the live version, and which are missing. */
export function lessonStanding(
  version: Version,
  answers: readonly GivenAnswer[],
  versions: ReadonlyMap<string, Version>,
): LessonStanding {
  const standing = standingAnswers(version, answers, versions)
  const chosen: LessonStanding['chosen'] = {}
  for (const check of version.selfChecks) {
    const answer = standing.get(check.id)?.chosen ?? []
    if (judgeAnswer(check, answer).ok) chosen[check.id] = answer
  }
  const order = version.selfChecks.map((check) => check.id)
  const missing = unanswered(order, standing).map((id) => ({ id, number: order.indexOf(id) + 1 }))
  return { chosen, missing }
}

/** A neighbouring lesson; `opensAt` is null where it is open already. */
export type Neighbour = { slug: string; day: number; opensAt: Date | null }

/** What a page may say of a neighbouring lesson. */
export function neighbourOf(
  calendar: Calendar,
  lesson: { slug: string; day: number } | null,
  now: Date,
): Neighbour | null {
  if (!lesson) return null
  return { ...lesson, opensAt: isOpen(calendar, lesson.day, now) ? null : opensAt(calendar, lesson.day) }
}

/** True where a lesson was corrected, in the same language, after somebody completed it. */
export const correctedSince = (
  completed: { locale: Locale; number: number } | null,
  live: Version,
): boolean => completed !== null && completed.locale === live.text.locale && completed.number < live.number
