import { sql } from 'kysely'
import type { Permit } from '#app/access/permit.ts'
import type { Criterion } from '#app/features/rubrics/rubric.ts'
import type { Locale, Localised } from '#app/i18n/locales.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import type { MarkWork } from '../mark.ts'

/** An essay with its finished mark, as the person who wrote it or who marked it reads it. */
export type Returned = MarkWork & {
  alias: string
  receiptNumber: string
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

const returned = (ctx: Ctx) =>
  ctx.db
    .selectFrom('submission as s')
    .innerJoin('prompt as p', 'p.id', 's.prompt_id')
    .innerJoin('prompt_version as pv', 'pv.id', 's.prompt_version_id')
    .innerJoin('outcome as o', 'o.submission_id', 's.id')
    .innerJoin('mark as m', (join) => join.on(sql<boolean>`m.id = o.from_marks[1]`))
    .innerJoin('rubric as r', 'r.id', 'm.rubric_id')
    .where('s.superseded_at', 'is', null)
    .select(['s.alias', 's.receipt_number as receiptNumber', 's.locale', 's.text', 's.words'])
    .select(['s.submitted_at as submittedAt', 'o.points', 'o.released_at as releasedAt'])
    .select(['r.pass_points as passPoints', 'r.title as rubricTitle', 'r.criteria'])
    .select(['m.scores', 'm.remarks', 'm.annotations', 'm.overall'])
    .select([
      sql<string>`pv.texts -> ${ctx.locale}::text ->> 'title'`.as('title'),
      sql<string>`pv.texts -> s.locale ->> 'model'`.as('model'),
    ])

/**
 * The participant's newest essay on a prompt whose feedback is released; null before. `released_at` is the one
 * gate: nothing of a mark passes it earlier.
 */
export async function feedbackOf(ctx: Ctx, permit: Permit<'feedback.read'>): Promise<Returned | null> {
  const row = await returned(ctx)
    .where('s.person_id', '=', permit.personId)
    .where('p.slug', '=', permit.promptSlug)
    .where('o.released_at', 'is not', null)
    .orderBy('s.submitted_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return (row as Returned | undefined) ?? null
}

/** The finished mark on a script, for markers; who wrote it stays unsaid. */
export async function finishedMark(ctx: Ctx, permit: Permit<'submission.mark'>): Promise<Returned | null> {
  const row = await returned(ctx).where('s.id', '=', permit.submissionId).executeTakeFirst()
  return (row as Returned | undefined) ?? null
}
