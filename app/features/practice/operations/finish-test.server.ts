import { sql } from 'kysely'
import type { Permit } from '#app/access/permit.ts'
import type { Ctx } from '#app/platform/ctx.ts'

/** Hands a test in; from here on the key is shown and nothing is changed. Finishing twice changes nothing. */
export async function finishTest(ctx: Ctx, { personId, testId }: Permit<'practice.test'>): Promise<void> {
  const now = ctx.now()
  await ctx.db
    .updateTable('practice_test')
    .set({ finished_at: sql<Date>`least(${now}::timestamptz, deadline_at)` })
    .where('id', '=', testId)
    .where('person_id', '=', personId)
    .where('finished_at', 'is', null)
    .execute()
}
