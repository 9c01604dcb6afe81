import { sql } from 'kysely'
import type { Criterion } from '#app/features/rubrics/rubric.ts'
import type { Locale } from '#app/i18n/locales.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import type { MarkContent } from '../mark.ts'

/** Released feedback on an essay of a person. Nothing in it says who gave it. */
export type ExportedFeedback = MarkContent & {
  essay: string
  attemptId: string
  receipt: string
  locale: Locale
  points: number
  passPoints: number
  releasedAt: Date
  criteria: Criterion[]
}

/** Every feedback on essays of a person that was released, also on essays that were replaced later. */
export const exportFeedback = async (ctx: Ctx, personId: string): Promise<ExportedFeedback[]> => {
  const rows = await ctx.db
    .selectFrom('submission as s')
    .innerJoin('prompt as p', 'p.id', 's.prompt_id')
    // The one gate.
    .innerJoin('released_outcome as r', 'r.submission_id', 's.id')
    .innerJoin('outcome as o', 'o.submission_id', 's.id')
    .innerJoin('mark as m', (join) => join.on(sql<boolean>`m.id = o.from_marks[1]`))
    .innerJoin('rubric as b', 'b.id', 'm.rubric_id')
    .where('s.person_id', '=', personId)
    .where('m.withdrawn_at', 'is', null)
    .orderBy('r.released_at')
    .select(['p.slug as essay', 's.attempt_id as attemptId', 's.receipt_number as receipt', 's.locale'])
    .select(['o.points', 'b.pass_points as passPoints', 'r.released_at as releasedAt', 'b.criteria'])
    .select(['m.scores', 'm.remarks', 'm.annotations', 'm.overall'])
    .execute()
  return rows as ExportedFeedback[]
}

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
    .innerJoin('submission as s', 's.id', 'm.submission_id')
    .where('m.marker_id', '=', personId)
    .orderBy('m.finalised_at')
    .select(['s.alias as script', 'm.seat', 'm.points', 'm.scores', 'm.remarks', 'm.overall'])
    .select(['m.finalised_at as finalisedAt', 'm.withdrawn_at as withdrawnAt'])
    .select(comments('m.annotations').as('comments'))
    .execute()
  const drafts = await ctx.db
    .selectFrom('mark_draft as m')
    .innerJoin('submission as s', 's.id', 'm.submission_id')
    .where('m.marker_id', '=', personId)
    .orderBy('m.saved_at')
    .select(['s.alias as script', 'm.scores', 'm.remarks', 'm.overall', 'm.saved_at as savedAt'])
    .select(comments('m.annotations').as('comments'))
    .execute()
  const leases = await ctx.db
    .selectFrom('grading_lease as g')
    .innerJoin('submission as s', 's.id', 'g.submission_id')
    .where('g.marker_id', '=', personId)
    .orderBy('g.taken_at')
    .select(['s.alias as script', 'g.taken_at as takenAt', 'g.expires_at as expiresAt'])
    .execute()
  return { marks, drafts, leases }
}
