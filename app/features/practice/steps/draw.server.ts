import { sql } from 'kysely'
import type { TxCtx } from '#app/platform/ctx.ts'

/** Which questions may be drawn: of these spheres, of these lessons; null for all. */
export type Pool = { spheres: string[] | null; lessons: string[] | null }

type Draw = { testId: string; personId: string; count: number; pool: Pool }

/**
 * Draws questions for a test, in one statement: spheres in turn, within a sphere levels in turn, what the person has
 * not seen before what she saw longest ago, and otherwise by chance. Questions that the test has already are left out.
 * Fewer are drawn where the pool has fewer. Returns how many were.
 */
export async function drawQuestions(tx: TxCtx, { testId, personId, count, pool }: Draw): Promise<number> {
  const { numAffectedRows } = await sql`
    with seen as (
      select v.question_id, max(t.started_at) as at
      from practice_test t
      join practice_item i on i.test_id = t.id
      join question_version v on v.id = i.version_id
      where t.person_id = ${personId} and t.id <> ${testId}
      group by v.question_id),
    pool as (
      select v.id as version_id, q.sphere, seen.at, random() as chance,
        row_number() over (partition by q.sphere, v.level order by seen.at nulls first, random()) as in_level
      from question q
      join question_version v on v.question_id = q.id and v.number = q.live_number
      left join seen on seen.question_id = q.id
      where (${pool.spheres}::text[] is null or q.sphere = any(${pool.spheres}::text[]))
        and (${pool.lessons}::text[] is null or v.lesson_slug = any(${pool.lessons}::text[]))
        and not exists (select from practice_item i where i.test_id = ${testId} and i.version_id = v.id)),
    ranked as (
      select *, row_number() over (partition by sphere order by at nulls first, in_level, chance) as in_sphere
      from pool),
    drawn as (select * from ranked order by in_sphere, at nulls first, chance limit ${count})
    insert into practice_item (test_id, position, version_id, option_order)
    select ${testId},
      (select count(*) from practice_item where test_id = ${testId})
        + row_number() over (order by sphere, chance),
      version_id,
      -- Depends on the row, or every question would get the order of the first one.
      array(select option from generate_series(0, 4) option order by random() + 0 * drawn.chance)::smallint[]
    from drawn`.execute(tx.db)
  return Number(numAffectedRows ?? 0)
}
