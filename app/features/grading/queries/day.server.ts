import { type RawBuilder, sql } from 'kysely'
import type { Permit } from '#app/access/permit.ts'
import type { Ctx } from '#app/platform/ctx.ts'

/** What a marker has finished today, and how many open scripts of the cohorts are promised for today or were before. */
export type MarkingDay = { done: number; promised: number }

// In each cohort so many of the oldest are looked at.
const MOST = 1_000

/** The marker's day in a zone, as a JSON value of the statement that reads the queue. */
export const markingDay = (
  ctx: Ctx,
  { markerId, cohortIds }: Permit<'queue.read'>,
  zone: string,
): RawBuilder<MarkingDay> => sql`(
  with day as (select date_trunc('day', ${ctx.now()}::timestamptz, ${zone}::text) as begins)
  select json_build_object(
    'done', (select count(*) from mark m where m.marker_id = ${markerId}::uuid and m.withdrawn_at is null
      and m.finalised_at >= (select begins from day)),
    'promised', (select count(*) from unnest(${cohortIds}::uuid[]) c cross join lateral (
      select t.due_at from marking_task t where t.cohort_id = c and t.done_at is null
        and t.order_at < date_trunc('day', (select begins from day) + interval '36 hours', ${zone}::text)
      order by t.order_at limit ${sql.lit(MOST)}) t where t.due_at is not null)))`
