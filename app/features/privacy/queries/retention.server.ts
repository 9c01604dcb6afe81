import { type RawBuilder, sql } from 'kysely'
import type { Permit } from '#app/access/permit.ts'
import { cohortsToErase, type RetainedCohort } from '#app/features/cohorts/steps/retention.server.ts'
import type { Ctx } from '#app/platform/ctx.ts'

// By enrolment, or by an essay that was begun there: who was taken out of a cohort left something in it.
const partOf = (cohort: RawBuilder<string>): RawBuilder<boolean> => sql`(
  exists (select from enrolment e where e.person_id = p.id and e.cohort_id = ${cohort})
  or exists (select from attempt a where a.person_id = p.id and a.cohort_id = ${cohort}))`

/** Participants, never staff, of a cohort who are in no other one that keeps its data. */
const leaving = (cohortId: string, now: Date): RawBuilder<unknown> => sql`
  from person p
  where p.role = 'participant' and p.erased_at is null and ${partOf(sql`${cohortId}::uuid`)}
    and not exists (select from cohort c where c.id <> ${cohortId}
      and (c.retain_until is null or c.retain_until > (${now}::timestamptz at time zone c.zone)::date)
      and ${partOf(sql`c.id`)})`

/** Up to `most` people who are erased with the cohort, in a fixed order. */
export async function leavingWith(ctx: Ctx, cohortId: string, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id ${leaving(cohortId, ctx.now())} order by p.id limit ${most}`.execute(ctx.db)
  return rows.map(({ id }) => id)
}

/** True for a person who is erased with the cohort. */
export async function isLeavingWith(ctx: Ctx, cohortId: string, personId: string): Promise<boolean> {
  const { rows } = await sql`select ${leaving(cohortId, ctx.now())} and p.id = ${personId}`.execute(ctx.db)
  return rows.length > 0
}

/** How many people are erased with the cohort. */
export async function countLeaving(ctx: Ctx, cohortId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n ${leaving(cohortId, ctx.now())}`.execute(ctx.db)
  return rows[0]?.n ?? 0
}

/** A cohort that is erased soon, with how many people. */
export type ErasureAhead = RetainedCohort & { people: number }

/** Cohorts whose people are erased within thirty days, or are being erased; those that nobody is left of are done. */
export async function erasuresAhead(ctx: Ctx, _permit: Permit<'cohort.manage'>): Promise<ErasureAhead[]> {
  const ahead: ErasureAhead[] = []
  for (const cohort of await cohortsToErase(ctx))
    ahead.push({ ...cohort, people: await countLeaving(ctx, cohort.id) })
  return ahead.filter(({ people }) => people > 0)
}
