import { cohortOf } from '#app/access/actor.ts'
import type { Permit } from '#app/access/permit.ts'
import { isOpen } from '#app/features/cohorts/calendar.ts'
import { versionsById } from '#app/features/lessons/queries/versions.server.ts'
import {
  judgeAnswer,
  questionOf,
  type SelfCheckQuestion,
  type SelfCheckVerdict,
} from '#app/features/lessons/self-check.ts'
import type { Locale } from '#app/i18n/locales.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { correctedSince, lessonProgress } from '../lesson-view.ts'
import { lessonOfVersion, studiedLesson } from '../queries/lesson.server.ts'
import { addAnswer } from '../steps.server.ts'

/** The question that was answered and where it stands. */
export type QuestionView = {
  slug: string
  title: string
  versionId: string
  question: SelfCheckQuestion
  place: { number: number; of: number }
  /** Language of the question, where it is not the reader's. */
  lang?: Locale
}

/** How far the lesson is now from being completed. */
export type Remaining = {
  slug: string
  number: number
  completedAt: Date | null
  correctedSince: boolean
  missing: { id: string; number: number }[]
}

export type Answering =
  /** No such question, or its lesson is not open to this person: one answer for both. */
  | { state: 'unknown' }
  | { state: 'refused'; view: QuestionView; reason: 'nothing_chosen' | 'unknown_option' | 'too_many' }
  | { state: 'answered'; view: QuestionView; verdict: SelfCheckVerdict; lesson: Remaining | null }

/** Judges and records an answer to one self-check of a version that is or was live, of a lesson that is open. */
export async function answerSelfCheck(
  ctx: Ctx,
  permit: Permit<'self-check.answer'>,
  checkId: string,
  chosen: string[],
): Promise<Answering> {
  const { personId, versionId } = permit
  const lesson = await lessonOfVersion(ctx, versionId)
  if (!lesson || !isOpen(cohortOf(ctx.actor, permit.cohortId), lesson.day, ctx.now()))
    return { state: 'unknown' }
  const version = (await versionsById(ctx, [versionId])).get(versionId)
  const index = version?.selfChecks.findIndex((one) => one.id === checkId) ?? -1
  const check = version?.selfChecks[index]
  if (!version || !check) return { state: 'unknown' }
  const view: QuestionView = {
    slug: lesson.slug,
    title: version.text.title,
    versionId,
    question: questionOf(check),
    place: { number: index + 1, of: version.selfChecks.length },
    ...(version.text.locale === ctx.locale ? {} : { lang: version.text.locale }),
  }
  const judged = judgeAnswer(check, chosen)
  if (!judged.ok) return { state: 'refused', view, reason: judged.reason }
  const verdict = judged.value
  await inTransaction(ctx, (tx) =>
    addAnswer(tx, {
      ...{ personId, lessonId: lesson.id, versionId, checkId },
      chosen: verdict.options.filter((option) => option.chosen).map((option) => option.id),
      correct: verdict.correct,
    }),
  )
  return { state: 'answered', view, verdict, lesson: await remaining(ctx, personId, lesson.slug) }
}

async function remaining(ctx: Ctx, personId: string, slug: string): Promise<Remaining | null> {
  const found = await studiedLesson(ctx, { personId, slug })
  if (!found) return null
  const ids = [found.versionId, ...found.answers.map((answer) => answer.versionId)]
  const versions = await versionsById(ctx, ids)
  const live = versions.get(found.versionId)
  if (!live) return null
  return {
    slug,
    number: live.number,
    completedAt: found.completedAt,
    correctedSince: correctedSince(found.completedVersion, live),
    missing: lessonProgress(live, found.answers, versions).missing,
  }
}
