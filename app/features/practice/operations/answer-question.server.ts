import { sql } from 'kysely'
import type { Permit } from '#app/access/permit.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { isFinished } from '../queries/test-state.server.ts'

/** `option` as the version numbers it, 0 to 4; null leaves the question open. */
export type Answer = { position: number; option: number | null; flagged: boolean }

/**
 * Stores what a participant chose, in one statement that also looks at the clock and holds the test, so that nothing comes
 * after a hand-in: an answer after the last call, or to
 * a test that was handed in, is refused with `closed`; a test that is not hers, or has no such question, with
 * `not_found`. The last answer to a question counts.
 */
export async function answerQuestion(
  ctx: Ctx,
  { personId, testId }: Permit<'practice.test'>,
  { position, option, flagged }: Answer,
): Promise<Result<{ at: Date }, 'closed' | 'not_found'>> {
  const now = ctx.now()
  const { rows } = await sql<{ open: boolean }>`
    with test as (
      select t.id, not ${isFinished(now)} as open from practice_test t
      where t.id = ${testId} and t.person_id = ${personId} for share),
    stored as (
      update practice_item i set chosen = ${option}::smallint, flagged = ${flagged},
        answered_at = case when ${option}::smallint is null then null
          when i.chosen is distinct from ${option}::smallint then ${now} else i.answered_at end
      from test where test.open and i.test_id = test.id and i.position = ${position})
    select test.open from test
    join practice_item i on i.test_id = test.id and i.position = ${position}`.execute(ctx.db)
  const [row] = rows
  if (!row) return refuse('not_found')
  return row.open ? ok({ at: now }) : refuse('closed')
}
