import type { TxCtx } from '#app/platform/ctx.ts'
import { endLeasesOn } from './end-leases.server.ts'

/**
 * Ends what a person has begun as a marker; finished marks stay. With `scripts` also ends the marking of the person's
 * own scripts, which are deleted next: their rows are locked in the order in which markers lock them, so that nobody
 * waits in a circle.
 */
export async function endMarkingOf(
  tx: TxCtx,
  personId: string,
  { scripts }: { scripts: boolean },
): Promise<void> {
  if (scripts) {
    const own = await tx.db
      .selectFrom('submission')
      .where('person_id', '=', personId)
      .orderBy('id')
      .select('id')
      .forNoKeyUpdate()
      .execute()
    const ids = own.map(({ id }) => id)
    if (ids.length > 0) await endLeasesOn(tx, ids)
  }
  await tx.db.deleteFrom('grading_lease').where('marker_id', '=', personId).execute()
  await tx.db.deleteFrom('mark_draft').where('marker_id', '=', personId).execute()
}
