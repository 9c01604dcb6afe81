import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { DB } from '#db/schema.ts'

/** An essay that the participant has handed in: the rows whose addresses carry an id. */
export async function seedHandedIn(
  db: Kysely<DB>,
  { cohortId, personId, now }: { cohortId: string; personId: string; now: Date },
) {
  const [rubricId, promptId, versionId] = [randomUUID(), randomUUID(), randomUUID()]
  const rubric = { id: rubricId, slug: 'short', hash: 'short', title: '{}', pass_points: 1, created_at: now }
  await db
    .insertInto('rubric')
    .values({ ...rubric, criteria: '[]' })
    .execute()
  await db.insertInto('prompt').values({ id: promptId, slug: 'oven' }).execute()
  const text = { title: 'Печь', brief: '', model: '', notes: '' }
  const version = {
    id: versionId,
    prompt_id: promptId,
    number: 1,
    hash: 'one',
    kind: 'case-analysis' as const,
    rubric_id: rubricId,
    day: 4,
    due_day: 6,
    cut_off_day: 6,
    minutes: 90,
    words_min: 1,
    words_max: 100,
    texts: JSON.stringify({ kk: text, ru: text, en: text }),
    created_at: now,
  }
  await db.insertInto('prompt_version').values(version).execute()
  const own = {
    person_id: personId,
    cohort_id: cohortId,
    prompt_id: promptId,
    prompt_version_id: versionId,
    locale: 'ru' as const,
  }
  const attemptId = randomUUID()
  const times = {
    started_at: new Date('2026-11-24T03:30:00Z'),
    deadline_at: new Date('2026-11-24T05:00:00Z'),
  }
  const closed = { closed_at: now, closed_by: 'participant' as const }
  await db
    .insertInto('attempt')
    .values({ ...own, ...times, ...closed, id: attemptId, number: 1 })
    .execute()
  await db.insertInto('draft').values({ attempt_id: attemptId, text: 'Текст', saved_at: now }).execute()
  const submissionId = randomUUID()
  const facts = {
    id: submissionId,
    attempt_id: attemptId,
    alias: 'A-1',
    receipt_number: 'R-1',
    submitted_at: now,
  }
  await db
    .insertInto('submission')
    .values({ ...own, ...facts, text: 'Текст', sha256: 'x', words: 1 })
    .execute()
  return { attemptId, submissionId }
}
