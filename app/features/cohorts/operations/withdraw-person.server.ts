import type { Permit } from '#app/access/permit.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'

/** Takes a person out of the permit's cohort; what she did there stays. Nothing happens where she is not in it. */
export async function withdrawPerson(
  ctx: Ctx,
  permit: Permit<'cohort.change'>,
  personId: string,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const gone = await tx.db
      .deleteFrom('enrolment')
      .where('cohort_id', '=', permit.cohortId)
      .where((eb) => eb(eb.cast<string>('person_id', 'text'), '=', personId))
      .executeTakeFirst()
    if (gone.numDeletedRows > 0n)
      await recordAudit(tx, {
        type: 'person.withdrawn',
        subjectId: personId,
        details: { cohortId: permit.cohortId },
      })
  })
}
