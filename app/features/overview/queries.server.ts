import { type RawBuilder, sql } from 'kysely'
import type { Permit } from '#app/access/permit.ts'
import { waitingCopies } from '#app/features/essays/queries/waiting-copies.server.ts'
import { undecidedScripts, unreleasedScripts } from '#app/features/grading/queries/waiting.server.ts'
import { outdatedTranslations, refusedTexts } from '#app/features/lessons/queries/attention.server.ts'
import { SMALL_GROUP } from '#app/features/progress/cohort-progress.ts'
import type { Ctx } from '#app/platform/ctx.ts'

/** How many of something are at one essay of one cohort. */
export type AtEssay = { cohortId: string; promptId: string; count: number }

/** How much of what waits for somebody. */
export type Figures = {
  /** Where the essays are that wait for a mark, and those with late copies. */
  waitingAt: AtEssay[]
  copiesAt: AtEssay[]
  waiting: number
  unreleased: number
  /** Essays with texts that came after the last call and that nobody has decided on. */
  copies: number
  unseen: number
  refused: number
  outdated: number
}

/**
 * Counts what needs attention in the cohorts of the permit; lessons belong to no cohort. Whoever sees chosen cohorts only
 * gets no figures of those with fewer than `SMALL_GROUP` active participants. One statement.
 */
export async function figuresNow(ctx: Ctx, permit: Permit<'overview.read'>): Promise<Figures> {
  const { scope } = permit
  const inScope = (column: string) =>
    scope === 'all' ? sql`true` : sql`${sql.ref(column)} in (select id from watched)`
  const atEssays = (relation: RawBuilder<unknown>) => sql`(
    select coalesce(json_agg(json_build_object('cohortId', y.cohort_id, 'promptId', y.prompt_id, 'count', y.n)
      order by y.n desc, y.cohort_id, y.prompt_id), '[]') from (
      select x.cohort_id, x.prompt_id, count(*)::int as n from ${relation} x where ${inScope('x.cohort_id')}
      group by 1, 2) y)`
  const { rows } = await sql<Figures>`
    with watched as (
      select e.cohort_id as id from enrolment e join person p on p.id = e.person_id
      where e.cohort_id = any(${scope === 'all' ? [] : scope}::uuid[])
        and p.role = 'participant' and p.deactivated_at is null
      group by e.cohort_id having count(*) >= ${SMALL_GROUP}
    )
    select ${atEssays(undecidedScripts)} as "waitingAt", ${atEssays(waitingCopies)} as "copiesAt",
      (select count(*)::int from ${undecidedScripts} x where ${inScope('x.cohort_id')}) as waiting,
      (select count(*)::int from ${unreleasedScripts} x where ${inScope('x.cohort_id')}) as unreleased,
      (select count(*)::int from ${waitingCopies} x where ${inScope('x.cohort_id')}) as copies,
      (select count(*)::int from person p where p.deactivated_at is null and p.last_seen_at is null
        and (${scope === 'all'} or exists (
          select from enrolment e where e.person_id = p.id and ${inScope('e.cohort_id')}))) as unseen,
      (select count(*)::int from ${refusedTexts} x) as refused,
      (select count(*)::int from ${outdatedTranslations(ctx.now())} x) as outdated`.execute(ctx.db)
  const [row] = rows
  if (!row) throw new Error('a select of figures has one row')
  return row
}
