import { cohortOf } from '#app/access/actor.ts'
import type { Permit } from '#app/access/permit.ts'
import { isOpen } from '#app/features/cohorts/calendar.ts'
import { versionsById } from '#app/features/lessons/queries/versions.server.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { mayComplete } from '../completion.ts'
import { lessonProgress } from '../lesson-view.ts'
import { studiedLesson } from '../queries/lesson.server.ts'
import { addCompletion } from '../steps.server.ts'

/** Completes a lesson with its live version, once every self-check of it was answered. */
export async function completeLesson(
  ctx: Ctx,
  permit: Permit<'lesson.study'>,
): Promise<Result<null, 'unknown' | 'not_open' | 'checks_unanswered'>> {
  const calendar = cohortOf(ctx.actor, permit.cohortId)
  return inTransaction(ctx, async (tx) => {
    const found = await studiedLesson(tx, permit)
    if (!found) return refuse('unknown')
    const versions = await versionsById(tx, [
      found.versionId,
      ...found.answers.map((answer) => answer.versionId),
    ])
    const version = versions.get(found.versionId)
    if (!version) return refuse('unknown')
    const { missing } = lessonProgress(version, found.answers, versions)
    const allowed = mayComplete(
      isOpen(calendar, found.day, tx.now()),
      missing.map(({ id }) => id),
    )
    if (!allowed.ok) return allowed
    await addCompletion(tx, { personId: permit.personId, lessonId: found.id, versionId: version.id })
    return ok(null)
  })
}
