import { sql } from 'kysely'
import type { Permit } from '#app/access/permit.ts'
import type { Localised } from '#app/i18n/locales.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import type { Norm, QuestionTexts } from '../question.ts'
import type { TestTimes } from '../test-state.ts'
import { isFinished } from './test-state.server.ts'

/** A test of one person, and what was chosen so far. The key is not in it. */
export type TestView = TestTimes & {
  id: string
  name: string
  items: { position: number; sphere: string; chosen: number | null; flagged: boolean; order: number[] }[]
  /** The question that was asked for; null where the test has no such position. */
  question: { text: Localised; options: Localised[] } | null
}

type TestRow = Omit<TestView, 'question'> & {
  text: Localised | null
  options: Localised[] | null
}

const times = sql`t.id, t.name, t.started_at as "startedAt", t.deadline_at as "deadlineAt",
  t.grace_seconds as "graceSeconds", t.finished_at as "finishedAt"`

/** A test with one of its questions, in one statement; null where the person has no such test. */
export async function readTest(
  ctx: Ctx,
  { personId, testId }: Permit<'practice.test'>,
  position: number,
): Promise<TestView | null> {
  const { rows } = await sql<TestRow>`
    select ${times},
      (select json_agg(json_build_object('position', i.position, 'sphere', q.sphere, 'chosen', i.chosen,
          'flagged', i.flagged, 'order', i.option_order) order by i.position)
        from practice_item i join question_version v on v.id = i.version_id join question q on q.id = v.question_id
        where i.test_id = t.id) as items,
      asked.texts -> 'text' as text,
      jsonb_path_query_array(asked.texts, '$.options[*].text') as options
    from practice_test t
    left join practice_item i on i.test_id = t.id and i.position = ${position}
    left join question_version asked on asked.id = i.version_id
    where t.id = ${testId} and t.person_id = ${personId}`.execute(ctx.db)
  const [row] = rows
  if (!row) return null
  const { text, options, ...test } = row
  return { ...test, question: text && options ? { text, options } : null }
}

/** One question of a finished test, with the key and what everybody chose. */
export type ReviewedItem = {
  position: number
  versionId: string
  sphere: string
  lesson: string
  texts: QuestionTexts
  norms: Norm[]
  correct: number
  chosen: number | null
  flagged: boolean
  order: number[]
}

/** The key of a test, for the person who took it. The caller shows it only when the test is finished. */
export async function reviewedItems(
  ctx: Ctx,
  { personId, testId }: Permit<'practice.test'>,
): Promise<ReviewedItem[]> {
  const { rows } = await sql<ReviewedItem>`
    select i.position, v.id as "versionId", q.sphere, v.lesson_slug as lesson, v.texts, v.norms, v.correct,
      i.chosen, i.flagged, i.option_order as order
    from practice_test t
    join practice_item i on i.test_id = t.id
    join question_version v on v.id = i.version_id
    join question q on q.id = v.question_id
    where t.id = ${testId} and t.person_id = ${personId}
      and ${isFinished(ctx.now())}
    order by i.position`.execute(ctx.db)
  return rows
}

/** How often each option of a version was chosen in finished tests, the answers that were left open not counted. */
export async function choiceCounts(ctx: Ctx, versionIds: readonly string[]): Promise<Map<string, number[]>> {
  if (versionIds.length === 0) return new Map()
  const { rows } = await sql<{ versionId: string; chosen: number; count: number }>`
    select i.version_id as "versionId", i.chosen, count(*)::int as count
    from practice_item i join practice_test t on t.id = i.test_id
    where i.version_id = any(${versionIds}::uuid[]) and i.chosen is not null
      and ${isFinished(ctx.now())}
    group by 1, 2`.execute(ctx.db)
  const counts = new Map<string, number[]>()
  for (const { versionId, chosen, count } of rows) {
    const options = counts.get(versionId) ?? [0, 0, 0, 0, 0]
    options[chosen] = count
    counts.set(versionId, options)
  }
  return counts
}
