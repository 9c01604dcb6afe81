import { cohortOf } from '#app/access/actor.ts'
import type { Permit } from '#app/access/permit.ts'
import { isOpen, opensAt } from '#app/features/cohorts/calendar.ts'
import type { LessonText } from '#app/features/lessons/lesson-text.ts'
import { versionsById } from '#app/features/lessons/queries/versions.server.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import {
  correctedSince,
  type LessonProgress,
  lessonProgress,
  type Neighbour,
  neighbourOf,
} from '../lesson-view.ts'
import { type StudiedLesson, studiedLesson } from '../queries/lesson.server.ts'
import { addVisit } from '../steps.server.ts'

/** A lesson as its page shows it. */
export type OpenedLesson = LessonProgress &
  Pick<StudiedLesson, 'slug' | 'day' | 'versionId' | 'publishedAt' | 'outOfDate' | 'sphere' | 'lawAsOf'> & {
    number: number
    text: LessonText
    completedAt: Date | null
    correctedSince: boolean
    previous: Neighbour | null
    next: Neighbour | null
  }

/** What came of opening it: unknown, not open yet, or there. */
export type Opening =
  | { state: 'unknown' }
  | { state: 'closed'; day: number; title: string; opensAt: Date }
  | { state: 'open'; lesson: OpenedLesson }

/**
 * Opens a lesson for reading, from its day on. The first time is recorded as a visit, except for a `download` that a
 * device stores for reading offline: then nobody has looked at it yet.
 */
export async function openLesson(
  ctx: Ctx,
  permit: Permit<'lesson.study'>,
  download = false,
): Promise<Opening> {
  const calendar = cohortOf(ctx.actor, permit.cohortId)
  const found = await studiedLesson(ctx, permit)
  if (!found) return { state: 'unknown' }
  const versions = await versionsById(ctx, [
    found.versionId,
    ...found.answers.map((answer) => answer.versionId),
  ])
  const version = versions.get(found.versionId)
  if (!version) return { state: 'unknown' }
  const now = ctx.now()
  if (!isOpen(calendar, found.day, now)) {
    return {
      state: 'closed',
      day: found.day,
      title: version.text.title,
      opensAt: opensAt(calendar, found.day),
    }
  }
  const { personId } = permit
  if (!found.visited && !download) {
    await inTransaction(ctx, (tx) => addVisit(tx, { personId, lessonId: found.id, versionId: version.id }))
  }
  const { slug, day, versionId, publishedAt, outOfDate, sphere, lawAsOf, completedAt } = found
  return {
    state: 'open',
    lesson: {
      ...{ slug, day, versionId, publishedAt, outOfDate, sphere, lawAsOf, completedAt },
      ...lessonProgress(version, found.answers, versions),
      number: version.number,
      text: version.text,
      correctedSince: correctedSince(found.completedVersion, version),
      previous: neighbourOf(calendar, found.previous, now),
      next: neighbourOf(calendar, found.next, now),
    },
  }
}
