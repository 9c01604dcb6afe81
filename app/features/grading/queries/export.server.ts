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
  /** 1 for the first of the marks that the points came from. */
  position: number
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
    .innerJoin('released_mark as m', 'm.submission_id', 's.id')
    .innerJoin('rubric as b', 'b.id', 'm.rubric_id')
    .where('s.person_id', '=', personId)
    .orderBy('r.released_at')
    .orderBy('m.position')
    .select(['p.slug as essay', 's.attempt_id as attemptId', 's.receipt_number as receipt', 's.locale'])
    .select([
      'r.points',
      'm.position',
      'b.pass_points as passPoints',
      'r.released_at as releasedAt',
      'b.criteria',
    ])
    .select(['m.scores', 'm.remarks', 'm.annotations', 'm.overall'])
    .execute()
  return rows as ExportedFeedback[]
}
