import type { TxCtx } from '#app/platform/ctx.ts'

type Studied = { personId: string; lessonId: string; versionId: string }

/** Notes the first opening of a lesson; later ones leave it as it is. */
export async function addVisit(tx: TxCtx, { personId, lessonId, versionId }: Studied): Promise<void> {
  await tx.db
    .insertInto('lesson_visit')
    .values({ person_id: personId, lesson_id: lessonId, version_id: versionId, opened_at: tx.now() })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Adds one answer; earlier ones stay. */
export async function addAnswer(
  tx: TxCtx,
  {
    personId,
    lessonId,
    versionId,
    ...answer
  }: Studied & { checkId: string; chosen: string[]; correct: boolean },
): Promise<void> {
  await tx.db
    .insertInto('self_check_answer')
    .values({
      person_id: personId,
      lesson_id: lessonId,
      version_id: versionId,
      check_id: answer.checkId,
      chosen: answer.chosen,
      correct: answer.correct,
      answered_at: tx.now(),
    })
    .execute()
}

/** Completes a lesson with the version that was on the screen; a second time changes nothing. */
export async function addCompletion(tx: TxCtx, { personId, lessonId, versionId }: Studied): Promise<void> {
  await tx.db
    .insertInto('lesson_completion')
    .values({ person_id: personId, lesson_id: lessonId, version_id: versionId, completed_at: tx.now() })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
