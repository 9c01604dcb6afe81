import { sql } from 'kysely'
import type { Permit } from '#app/access/permit.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { withdrawableUntil } from '../mark.ts'
import type { Returned } from './returned.server.ts'

/** A finished mark as markers read it; the receipt number would lead to who wrote the essay. */
export type FinishedMark = Returned & { finalisedAt: Date }

/** The finished mark on a script, for markers. */
export async function finishedMark(
  ctx: Ctx,
  permit: Permit<'submission.mark'>,
): Promise<FinishedMark | null> {
  const row = await ctx.db
    .selectFrom('submission as s')
    .innerJoin('prompt_version as pv', 'pv.id', 's.prompt_version_id')
    .innerJoin('current_outcome as o', 'o.script_id', 's.id')
    .leftJoin('release as l', 'l.outcome_id', 'o.id')
    .innerJoin('mark as m', (join) => join.on(sql<boolean>`m.id = o.from_marks[1]`))
    .innerJoin('rubric as r', 'r.id', 'm.rubric_id')
    .where('s.superseded_at', 'is', null)
    .where('s.id', '=', permit.submissionId)
    .select(['s.alias', 's.locale', 's.text', 's.words', 'm.finalised_at as finalisedAt'])
    .select(['s.submitted_at as submittedAt', 'o.points', 'l.released_at as releasedAt'])
    .select(['r.pass_points as passPoints', 'r.title as rubricTitle', 'r.criteria'])
    .select(['m.scores', 'm.remarks', 'm.annotations', 'm.overall'])
    .select([
      sql<string>`pv.texts -> ${ctx.locale}::text ->> 'title'`.as('title'),
      sql<string>`pv.texts -> s.locale ->> 'model'`.as('model'),
    ])
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
    .innerJoin('current_outcome as o', 'o.script_id', 'm.script_id')
    .leftJoin('release as l', 'l.outcome_id', 'o.id')
    .where('m.script_id', '=', permit.submissionId)
    .where('m.marker_id', '=', permit.markerId)
    .where('m.withdrawn_at', 'is', null)
    .select(['m.id', 'm.finalised_at as finalisedAt', 'm.points', 'l.released_at as releasedAt'])
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
    .innerJoin('mark as m', 'm.script_id', 's.id')
    .innerJoin('current_outcome as o', 'o.script_id', 's.id')
    .leftJoin('release as l', 'l.outcome_id', 'o.id')
    .where('s.alias', '=', alias)
    .where('s.superseded_at', 'is', null)
    .where('m.marker_id', '=', markerId)
    .where('m.withdrawn_at', 'is', null)
    .select([
      's.id as submissionId',
      's.alias',
      'm.finalised_at as finalisedAt',
      'l.released_at as releasedAt',
    ])
    .executeTakeFirst()
  if (!row) return null
  const { finalisedAt, releasedAt, ...script } = row
  const until = withdrawableUntil(finalisedAt)
  return { ...script, until: !releasedAt && until > ctx.now() ? until : null }
}
