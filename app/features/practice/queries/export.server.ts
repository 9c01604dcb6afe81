import { sql } from 'kysely'
import type { Ctx } from '#app/platform/ctx.ts'

/** Every test a person took, for the export of her data. Questions are named by their code; the key is not in it. */
export async function exportTests(ctx: Ctx, personId: string) {
  return ctx.db
    .selectFrom('practice_test as t')
    .where('t.person_id', '=', personId)
    .orderBy('t.started_at')
    .select([
      't.name',
      't.started_at as startedAt',
      't.deadline_at as deadlineAt',
      't.finished_at as finishedAt',
    ])
    .select(
      sql<{ question: string; chosen: number | null; flagged: boolean; answeredAt: string | null }[]>`
        (select json_agg(json_build_object('question', q.code, 'chosen', i.chosen, 'flagged', i.flagged,
            'answeredAt', i.answered_at) order by i.position)
          from practice_item i join question_version v on v.id = i.version_id join question q on q.id = v.question_id
          where i.test_id = t.id)`.as('questions'),
    )
    .execute()
}
