import { sql } from 'kysely'
import type { Ctx } from '#app/platform/ctx.ts'

const comments = (column: string) =>
  sql<
    string[]
  >`coalesce((select jsonb_agg(a ->> 'comment') from jsonb_array_elements(${sql.ref(column)}) a), '[]')`

/**
 * What a person did as a marker: own points and words, by the code of the script. Words of the essays are other
 * people's, and are left out.
 */
export async function exportMarking(ctx: Ctx, personId: string) {
  const marks = await ctx.db
    .selectFrom('mark as m')
    .innerJoin('script as s', 's.id', 'm.script_id')
    .where('m.marker_id', '=', personId)
    .orderBy('m.finalised_at')
    .select(['s.alias as script', 'm.seat', 'm.points', 'm.scores', 'm.remarks', 'm.overall'])
    .select(['m.finalised_at as finalisedAt', 'm.withdrawn_at as withdrawnAt'])
    .select(comments('m.annotations').as('comments'))
    .execute()
  const drafts = await ctx.db
    .selectFrom('mark_draft as m')
    .innerJoin('script as s', 's.id', 'm.script_id')
    .where('m.marker_id', '=', personId)
    .orderBy('m.saved_at')
    .select(['s.alias as script', 'm.scores', 'm.remarks', 'm.overall', 'm.saved_at as savedAt'])
    .select(comments('m.annotations').as('comments'))
    .execute()
  const leases = await ctx.db
    .selectFrom('grading_lease as g')
    .innerJoin('marking_task as t', 't.id', 'g.task_id')
    .innerJoin('script as s', 's.id', 't.script_id')
    .where('g.marker_id', '=', personId)
    .orderBy('g.taken_at')
    .select(['s.alias as script', 'g.taken_at as takenAt', 'g.expires_at as expiresAt'])
    .execute()
  return { marks, drafts, leases }
}
