import { sql } from 'kysely'
import type { Permit } from '#app/access/permit.ts'
import type { Criterion } from '#app/features/rubrics/rubric.ts'
import type { Locale, Localised } from '#app/i18n/locales.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { type MarkContent, withdrawableUntil } from '../mark.ts'

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

const returned = (ctx: Ctx) =>
  ctx.db
    .selectFrom('submission as s')
    .innerJoin('prompt as p', 'p.id', 's.prompt_id')
    .innerJoin('prompt_version as pv', 'pv.id', 's.prompt_version_id')
    .innerJoin('outcome as o', 'o.submission_id', 's.id')
    .innerJoin('mark as m', (join) => join.on(sql<boolean>`m.id = o.from_marks[1]`))
    .innerJoin('rubric as r', 'r.id', 'm.rubric_id')
    .where('s.superseded_at', 'is', null)
    .select(['s.alias', 's.locale', 's.text', 's.words'])
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
export async function feedbackOf(
  ctx: Ctx,
  permit: Permit<'feedback.read'>,
): Promise<(Returned & { receiptNumber: string }) | null> {
  const row = await returned(ctx)
    .select('s.receipt_number as receiptNumber')
    .where('s.person_id', '=', permit.personId)
    .where('p.slug', '=', permit.promptSlug)
    .where('o.released_at', 'is not', null)
    .orderBy('s.submitted_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return (row as (Returned & { receiptNumber: string }) | undefined) ?? null
}

/** A finished mark as markers read it; the receipt number would lead to who wrote the essay. */
export type FinishedMark = Returned & { finalisedAt: Date }

/** The finished mark on a script, for markers. */
export async function finishedMark(
  ctx: Ctx,
  permit: Permit<'submission.mark'>,
): Promise<FinishedMark | null> {
  const row = await returned(ctx)
    .select('m.finalised_at as finalisedAt')
    .where('s.id', '=', permit.submissionId)
    .executeTakeFirst()
  return (row as FinishedMark | undefined) ?? null
}

/** A marker's own mark that is not released; null where there is none. */
export async function ownMark(
  ctx: Ctx,
  permit: Permit<'submission.mark'>,
): Promise<{ id: string; finalisedAt: Date; releasedAt: Date | null; points: number } | null> {
  const row = await ctx.db
    .selectFrom('mark as m')
    .innerJoin('outcome as o', 'o.submission_id', 'm.submission_id')
    .where('m.submission_id', '=', permit.submissionId)
    .where('m.marker_id', '=', permit.markerId)
    .where('m.withdrawn_at', 'is', null)
    .select(['m.id', 'm.finalised_at as finalisedAt', 'm.points', 'o.released_at as releasedAt'])
    .executeTakeFirst()
  return row ?? null
}

/** A mark that was finished a moment ago; `until`: so long its marker may take it back, null where that is over. */
export type JustFinished = { submissionId: string; alias: string; until: Date | null }

/** The marker's own finished mark on the script of that code; null where there is none, or it was taken back. */
export async function justFinished(
  ctx: Ctx,
  { markerId }: { markerId: string },
  alias: string,
): Promise<JustFinished | null> {
  const row = await ctx.db
    .selectFrom('submission as s')
    .innerJoin('mark as m', 'm.submission_id', 's.id')
    .innerJoin('outcome as o', 'o.submission_id', 's.id')
    .where('s.alias', '=', alias)
    .where('s.superseded_at', 'is', null)
    .where('m.marker_id', '=', markerId)
    .where('m.withdrawn_at', 'is', null)
    .select([
      's.id as submissionId',
      's.alias',
      'm.finalised_at as finalisedAt',
      'o.released_at as releasedAt',
    ])
    .executeTakeFirst()
  if (!row) return null
  const { finalisedAt, releasedAt, ...script } = row
  const until = withdrawableUntil(finalisedAt)
  return { ...script, until: !releasedAt && until > ctx.now() ? until : null }
}
