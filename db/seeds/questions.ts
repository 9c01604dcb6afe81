import { type Kysely, sql } from 'kysely'
import type { DB } from '../schema.ts'

type Seed = {
  sphere: string
  lesson: string
  /** How many; the first is `<sphere>-001`. */
  count: number
  level?: string
}

/** The right option of every seeded question, as its version numbers it. */
export const RIGHT = 2

const inAll = (text: string) => ({ kk: `${text} (kk)`, ru: `${text} (ru)`, en: `${text} (en)` })

/** Questions of one sphere and lesson, the third option right, with texts that name them. */
export async function seedQuestions(
  db: Kysely<DB>,
  { sphere, lesson, count, level = 'recall' }: Seed,
): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => {
    const code = `${sphere}-${String(index + 1).padStart(3, '0')}`
    const options = ['a', 'b', 'c', 'd', 'e'].map((option) => ({
      text: inAll(`Option ${option} of ${code}`),
      why: inAll(`Why ${option} of ${code}`),
    }))
    return { code, texts: { text: inAll(`Question ${code}`), options } }
  })
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given(code text, texts jsonb)`
  await sql`insert into question (code, sphere) select code, ${sphere} from ${given}`.execute(db)
  await sql`
    insert into question_version (question_id, number, hash, level, lesson_slug, texts, norms, correct, created_at)
    select q.id, 1, given.code, ${level}, ${lesson}, given.texts,
      '[{"act": "gpk", "article": "29", "part": "1", "wording": "2026-07-01", "verified": true}]', ${RIGHT}, now()
    from ${given} join question q using (code)`.execute(db)
  await sql`
    update question set live_number = 1 where live_number is null`.execute(db)
}

/** Settings of practice as course.yaml has them, in small. */
export async function seedPractice(db: Kysely<DB>): Promise<void> {
  const practice = {
    daily: { questions: 6, fromToday: 4, minutes: 10 },
    training: { questions: 5 },
    tests: [
      { id: 'entry', day: 1, questions: 9, minutes: 30, title: inAll('Entry test') },
      { id: 'final', day: 14, questions: 9, minutes: 30, title: inAll('Final test') },
    ],
  }
  await db
    .updateTable('course')
    .set({ practice: JSON.stringify(practice) })
    .execute()
}
