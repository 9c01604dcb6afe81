import { type Calendar, isOpen, opensAt } from '#app/features/cohorts/calendar.ts'
import {
  judgeAnswer,
  type SelfCheckDefinition,
  type SelfCheckVerdict,
} from '#app/features/lessons/self-check.ts'
import type { Locale } from '#app/i18n/locales.ts'
import { type RecordedAnswer, validAnswers } from './answers.ts'
import { unanswered } from './completion.ts'

type Version = {
  id: string
  number: number
  selfChecks: readonly SelfCheckDefinition[]
  text: { locale: Locale }
}

/** How far somebody is in a lesson. Only questions that were answered show their key, in the verdict. */
export type LessonProgress = {
  /** The verdict on the answer that counts, by self-check. */
  verdicts: Record<string, SelfCheckVerdict>
  /** Self-checks without an answer, in the order of the lesson, with their number in it. */
  missing: { id: string; number: number }[]
}

/** Which answers are valid for the live version, and which are missing. */
export function lessonProgress(
  version: Version,
  answers: readonly RecordedAnswer[],
  versions: ReadonlyMap<string, Version>,
): LessonProgress {
  const valid = validAnswers(version, answers, versions)
  const verdicts: LessonProgress['verdicts'] = {}
  for (const check of version.selfChecks) {
    const judged = judgeAnswer(check, valid.get(check.id)?.chosen ?? [])
    if (judged.ok) verdicts[check.id] = judged.value
  }
  const order = version.selfChecks.map((check) => check.id)
  const missing = unanswered(order, valid).map((id) => ({ id, number: order.indexOf(id) + 1 }))
  return { verdicts, missing }
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
