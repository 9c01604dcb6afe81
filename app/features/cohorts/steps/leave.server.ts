import type { TxCtx } from '#app/platform/ctx.ts'

/** Takes a person out of every cohort. */
export async function leaveCohorts(tx: TxCtx, personId: string): Promise<void> {
  await tx.db.deleteFrom('enrolment').where('person_id', '=', personId).execute()
}
