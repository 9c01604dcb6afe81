import { sql } from 'kysely'
import type { Permit } from '#app/access/permit.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import type { TestTimes } from '../test-state.ts'

/** A test in the list of a person's tests. `right` is not for the eyes of somebody whose test still runs. */
export type TestSummary = TestTimes & {
  id: string
  name: string
  kind: 'fixed' | 'day' | 'sphere'
  questions: number
  answered: number
  right: number
}

/** What a person has practised, newest first, and how many questions each sphere has. */
export type PracticeOverview = { tests: TestSummary[]; questions: Record<string, number> }

/** Tests of one person that are listed: the course has a few a day. */
const MOST_TESTS = 60

/** Reads both in one statement. */
export async function practiceOverview(
  ctx: Ctx,
  { personId }: Permit<'practice.read'>,
): Promise<PracticeOverview> {
  const { rows } = await sql<{ tests: SummaryJson[]; questions: Record<string, number> }>`
    select
      coalesce((select json_agg(row_to_json(one) order by one."startedAt" desc) from (
        select t.id, t.name, t.kind, t.started_at as "startedAt", t.deadline_at as "deadlineAt",
          t.grace_seconds as "graceSeconds", t.finished_at as "finishedAt",
          count(i.position) as questions, count(i.chosen) as answered,
          count(*) filter (where i.chosen = v.correct) as right
        from practice_test t
        join practice_item i on i.test_id = t.id
        join question_version v on v.id = i.version_id
        where t.person_id = ${personId}
        group by t.id order by t.started_at desc limit ${MOST_TESTS}) one), '[]') as tests,
      coalesce((select json_object_agg(sphere, count) from (
        select sphere, count(*) from question where live_number is not null group by sphere) s), '{}') as questions`.execute(
    ctx.db,
  )
  const { tests, questions } = rows[0] ?? { tests: [], questions: {} }
  return { tests: tests.map(withDates), questions }
}

type Dates = 'startedAt' | 'deadlineAt' | 'finishedAt'
type SummaryJson = Omit<TestSummary, Dates> & {
  startedAt: string
  deadlineAt: string | null
  finishedAt: string | null
}

const withDates = ({ startedAt, deadlineAt, finishedAt, ...rest }: SummaryJson): TestSummary => ({
  ...rest,
  startedAt: new Date(startedAt),
  deadlineAt: deadlineAt === null ? null : new Date(deadlineAt),
  finishedAt: finishedAt === null ? null : new Date(finishedAt),
})
