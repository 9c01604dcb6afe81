import { sql } from 'kysely'
import { supersede } from '#app/features/essays/steps/oversight.server.ts'
import type { TxCtx } from '#app/platform/ctx.ts'
import { endLeasesOn } from './end-leases.server.ts'

/**
 * Takes the submission that counts of an attempt away from the markers, so that another text may count: it is
 * superseded and its lease ends. True as well where nothing counts. False, and nothing is changed, where a mark is
 * finished or its outcome exists. The script's row is the gate: a marker who finishes at this moment and staff who
 * withdraw go through it one after the other.
 */
export async function withdrawScript(tx: TxCtx, attemptId: string): Promise<boolean> {
  const script = await tx.db
    .selectFrom('submission')
    .where('attempt_id', '=', attemptId)
    .where('superseded_at', 'is', null)
    .select('id')
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!script) return true
  // Only after the lock: what a marker finished meanwhile is seen.
  const { rows } = await sql<{ marked: boolean }>`
    select exists (select from mark where script_id = ${script.id} and withdrawn_at is null)
      or exists (select from current_outcome where script_id = ${script.id}) as marked`.execute(tx.db)
  if (rows[0]?.marked) return false
  await endLeasesOn(tx, [script.id])
  await supersede(tx, script.id)
  return true
}
