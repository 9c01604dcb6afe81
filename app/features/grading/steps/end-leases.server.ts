import { sql } from 'kysely'
import type { TxCtx } from '#app/platform/ctx.ts'

/** Ends every lease on some scripts, whoever holds it. */
export async function endLeasesOn(tx: TxCtx, scriptIds: string[]): Promise<void> {
  await sql`
    delete from grading_lease l using marking_task t
    where t.id = l.task_id and t.script_id = any(${scriptIds}::uuid[])`.execute(tx.db)
}
