import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { CourseFiles } from '#app/features/lessons/course-files/course-files.ts'
import type { BankQuestion } from '#app/features/lessons/course-files/schemas.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import type { Norm, QuestionTexts } from '../question.ts'

type Row = {
  code: string
  sphere: string
  hash: string
  level: string
  lesson: string
  texts: QuestionTexts
  norms: Norm[]
  correct: number
}

/** What a question is stored as; the hash changes with anything that a reader could see. */
function rowOf(sphere: string, { id, level, lesson, norms, text, options }: BankQuestion): Row {
  const texts = { text, options: options.map((option) => ({ text: option.text, why: option.why })) }
  const correct = options.findIndex((option) => option.correct)
  const stored = norms.map(({ act, article, part, point, wording, verified }) => ({
    ...{ act, article, wording, verified },
    ...(part && { part }),
    ...(point && { point }),
  }))
  const hash = createHash('sha256')
    .update(JSON.stringify([level, lesson, texts, stored, correct]))
    .digest('hex')
  return { code: id, sphere, hash, level, lesson, texts, norms: stored, correct }
}

/**
 * Brings the question bank of `content/` into the database. A changed question becomes a new version, one that is no
 * longer there is drawn no more; what was answered keeps its version. Running it again changes nothing. Three
 * statements, however many questions there are.
 */
export async function importQuestions(ctx: Ctx, course: CourseFiles): Promise<{ added: number }> {
  const rows = course.questions.flatMap(({ settings }) =>
    settings.questions.map((question) => rowOf(settings.sphere, question)),
  )
  return inTransaction(ctx, async (tx) => {
    const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given(code text, sphere text,
      hash text, level text, lesson text, texts jsonb, norms jsonb, correct smallint)`
    await sql`insert into question (code, sphere) select code, sphere from ${given}
      on conflict (code) do update set sphere = excluded.sphere`.execute(tx.db)
    const { numAffectedRows } = await sql`
      insert into question_version (question_id, number, hash, level, lesson_slug, texts, norms, correct, created_at)
      select q.id, coalesce((select max(v.number) from question_version v where v.question_id = q.id), 0) + 1,
        given.hash, given.level, given.lesson, given.texts, given.norms, given.correct, ${tx.now()}
      from ${given} join question q using (code)
      on conflict (question_id, hash) do nothing`.execute(tx.db)
    await sql`
      update question q set live_number = current.number
      from (select old.code, v.number from question old
        left join ${given} on given.code = old.code
        left join question_version v on v.question_id = old.id and v.hash = given.hash) current
      where current.code = q.code and q.live_number is distinct from current.number`.execute(tx.db)
    const added = Number(numAffectedRows ?? 0)
    if (added > 0) await recordAudit(tx, { type: 'questions.imported', subjectId: null, details: { added } })
    return { added }
  })
}
