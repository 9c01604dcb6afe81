import { sql } from 'kysely'
import type { Permit } from '#app/access/permit.ts'
import type { Criterion } from '#app/features/rubrics/rubric.ts'
import type { Locale, Localised } from '#app/i18n/locales.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import type { MarkContent } from '../mark.ts'

/** An essay with its finished mark, without a word about who wrote it. */
export type Returned = MarkContent & {
  alias: string
  title: string
  locale: Locale
  text: string
  words: number
  submittedAt: Date
  points: number
  passPoints: number
  rubricTitle: Localised
  criteria: Criterion[]
  /** HTML, in the essay's language. */
  model: string
  releasedAt: Date | null
}

/**
 * The participant's newest essay on a prompt whose feedback is released; null before. It reads what has passed the
 * release gate, and nothing else of marking.
 */
export async function feedbackOf(
  ctx: Ctx,
  permit: Permit<'feedback.read'>,
): Promise<(Returned & { receiptNumber: string }) | null> {
  const row = await ctx.db
    .selectFrom('submission as s')
    .innerJoin('prompt as p', 'p.id', 's.prompt_id')
    .innerJoin('prompt_version as pv', 'pv.id', 's.prompt_version_id')
    .innerJoin('released_outcome as o', 'o.submission_id', 's.id')
    .innerJoin('released_mark as m', (join) =>
      join.onRef('m.submission_id', '=', 's.id').on('m.position', '=', 1),
    )
    .innerJoin('rubric as r', 'r.id', 'm.rubric_id')
    .where('s.superseded_at', 'is', null)
    .where('s.person_id', '=', permit.personId)
    .where('p.slug', '=', permit.promptSlug)
    .select(['s.alias', 's.locale', 's.text', 's.words', 's.receipt_number as receiptNumber'])
    .select(['s.submitted_at as submittedAt', 'o.points', 'o.released_at as releasedAt'])
    .select(['r.pass_points as passPoints', 'r.title as rubricTitle', 'r.criteria'])
    .select(['m.scores', 'm.remarks', 'm.annotations', 'm.overall'])
    .select([
      sql<string>`pv.texts -> ${ctx.locale}::text ->> 'title'`.as('title'),
      sql<string>`pv.texts -> s.locale ->> 'model'`.as('model'),
    ])
    .orderBy('s.submitted_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return (row as (Returned & { receiptNumber: string }) | undefined) ?? null
}
