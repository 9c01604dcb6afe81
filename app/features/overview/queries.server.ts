import { sql } from 'kysely'
import type { Permit } from '#app/access/permit.ts'
import { waitingCopies } from '#app/features/essays/queries/waiting-copies.server.ts'
import { undecidedScripts, unreleasedScripts } from '#app/features/grading/queries/waiting.server.ts'
import { outdatedTranslations, refusedTexts } from '#app/features/lessons/queries/attention.server.ts'
import { SMALL_GROUP } from '#app/features/progress/cohort-progress.ts'
import type { Ctx } from '#app/platform/ctx.ts'

/** How much of what waits for somebody. */
export type Figures = {
  waiting: number
  unreleased: number
  /** Texts that came after the last call of an essay and that nobody has decided on. */
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
  const { rows } = await sql<Figures>`
    with watched as (
      select e.cohort_id as id from enrolment e join person p on p.id = e.person_id
      where e.cohort_id = any(${scope === 'all' ? [] : scope}::uuid[])
        and p.role = 'participant' and p.deactivated_at is null
      group by e.cohort_id having count(*) >= ${SMALL_GROUP}
    )
    select
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
