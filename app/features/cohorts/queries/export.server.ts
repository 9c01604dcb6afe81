import { sql } from 'kysely'
import type { Ctx } from '#app/platform/ctx.ts'

/** The cohorts that a person is in. */
export const exportEnrolments = (ctx: Ctx, personId: string) =>
  ctx.db
    .selectFrom('enrolment as e')
    .innerJoin('cohort as c', 'c.id', 'e.cohort_id')
    .where('e.person_id', '=', personId)
    .orderBy('e.enrolled_at')
    .select(['c.name as cohort', sql<string>`c.start_date`.as('startDate'), 'c.days', 'c.zone'])
    .select('e.enrolled_at as enrolledAt')
    .execute()
