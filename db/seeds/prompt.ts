import { randomUUID } from 'node:crypto'
import type { Insertable, Kysely } from 'kysely'
import type { DB, PromptVersion } from '../schema.ts'

const words = (text: string) => ({ kk: text, ru: text, en: text })

/**
 * Inserts a prompt of 90 minutes, open from day 4 to day 6, one attempt, with a rubric of two criteria of five points;
 * `given` changes what a test is about.
 */
export async function seedPrompt(
  db: Kysely<DB>,
  slug: string,
  given: Partial<Insertable<PromptVersion>> = {},
): Promise<{ id: string; versionId: string; rubricId: string }> {
  const [id, versionId, rubricId] = [randomUUID(), randomUUID(), randomUUID()]
  const now = new Date()
  const levels = [0, 1, 2, 3, 4, 5].map((points) => ({
    points,
    participant: words(`P${points}`),
    marker: words(`M${points}`),
  }))
  const criteria = ['facts', 'norm'].map((name) => ({ id: name, title: words(name), max: 5, levels }))
  const rubric = { slug, hash: rubricId, title: JSON.stringify(words('Rubric')), pass_points: 6 }
  await db
    .insertInto('rubric')
    .values({ id: rubricId, ...rubric, criteria: JSON.stringify(criteria), created_at: now })
    .execute()
  await db.insertInto('prompt').values({ id, slug }).execute()
  const text = { title: 'Case', brief: '<p>Brief</p>', model: '<p>MODEL ANSWER</p>', notes: '<p>NOTES</p>' }
  const version = {
    kind: 'case-analysis' as const,
    day: 4,
    due_day: 6,
    cut_off_day: 6,
    minutes: 90,
    words_min: 3,
    words_max: 900,
  }
  const texts = JSON.stringify({ kk: text, ru: text, en: text })
  await db
    .insertInto('prompt_version')
    .values({
      id: versionId,
      prompt_id: id,
      number: 1,
      hash: versionId,
      rubric_id: rubricId,
      ...version,
      attempts: 1,
      texts,
      created_at: now,
      ...given,
    })
    .execute()
  return { id, versionId, rubricId }
}

/** The version of a prompt that is offered now. */
export const newestVersion = (db: Kysely<DB>, slug: string) =>
  db
    .selectFrom('prompt as p')
    .innerJoin('prompt_version as v', 'v.prompt_id', 'p.id')
    .where('p.slug', '=', slug)
    .orderBy('v.number', 'desc')
    .select(['p.id', 'v.id as versionId', 'v.minutes'])
    .executeTakeFirstOrThrow()
