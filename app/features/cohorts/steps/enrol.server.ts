import { recordAudit } from '#app/platform/audit.server.ts'
import { actorId, type TxCtx } from '#app/platform/ctx.ts'

/** Enrols a person in a cohort; one who is in it stays as she is. */
export async function enrol(tx: TxCtx, cohortId: string, personId: string): Promise<void> {
  const added = await tx.db
    .insertInto('enrolment')
    .values({ cohort_id: cohortId, person_id: personId, enrolled_at: tx.now() })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if ((added.numInsertedOrUpdatedRows ?? 0n) > 0n)
    await recordAudit(tx, { type: 'person.enrolled', subjectId: personId, details: { cohortId } })
}

/** The name that an invitation is sent in. */
export async function inviterOf(tx: TxCtx): Promise<string> {
  const row = await tx.db
    .selectFrom('person')
    .where('id', '=', actorId(tx))
    .select('name')
    .executeTakeFirstOrThrow()
  return row.name
}
