import { type Kysely, sql } from 'kysely'
import type { DB } from '../schema.ts'

export type SeededVisit = { personId: string; lessonId: string; versionId: string; at: Date }
export type SeededAnswer = SeededVisit & { checkId: string; chosen: string[]; correct: boolean }
export type SeededCompletion = SeededVisit

/** Rows a statement: PostgreSQL takes at most 65,535 values. */
const PORTION = 2_000

async function inPortions<T>(rows: readonly T[], insert: (portion: T[]) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < rows.length; start += PORTION) await insert(rows.slice(start, start + PORTION))
}

/** Inserts first openings of lessons; one that is there stays as it is. */
export const seedVisit = (db: Kysely<DB>, ...visits: SeededVisit[]): Promise<void> =>
  inPortions(visits, (portion) =>
    db
      .insertInto('lesson_visit')
      .values(
        portion.map(({ personId, lessonId, versionId, at }) => ({
          person_id: personId,
          lesson_id: lessonId,
          version_id: versionId,
          opened_at: at,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  )

/** Inserts answers to self-checks, in the order in which they were given. */
export const seedAnswer = (db: Kysely<DB>, ...answers: SeededAnswer[]): Promise<void> =>
  inPortions(answers, (portion) =>
    db
      .insertInto('self_check_answer')
      .values(
        portion.map(({ personId, lessonId, versionId, at, checkId, chosen, correct }) => ({
          person_id: personId,
          lesson_id: lessonId,
          version_id: versionId,
          check_id: checkId,
          chosen,
          correct,
          answered_at: at,
        })),
      )
      .execute(),
  )

/** Inserts completions; one that is there stays as it is. */
export const seedCompletion = (db: Kysely<DB>, ...completions: SeededCompletion[]): Promise<void> =>
  inPortions(completions, (portion) =>
    db
      .insertInto('lesson_completion')
      .values(
        portion.map(({ personId, lessonId, versionId, at }) => ({
          person_id: personId,
          lesson_id: lessonId,
          version_id: versionId,
          completed_at: at,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  )

/** A self-check as far as a seed has to know it: which options are right. */
type SeedCheck = { id: string; options: { id: string; correct: boolean }[] }

/** A published lesson text. */
export type SeedLesson = {
  lessonId: string
  slug: string
  day: number
  locale: 'kk' | 'ru' | 'en'
  versionId: string
  minutes: number
  checks: SeedCheck[]
}

/** The newest published text of every lesson in every language, in the order of the course. */
export async function publishedLessons(db: Kysely<DB>): Promise<SeedLesson[]> {
  return await db
    .selectFrom('lesson_publication as p')
    .innerJoin('lesson as l', 'l.id', 'p.lesson_id')
    .innerJoin('lesson_version as v', 'v.id', 'p.version_id')
    .distinctOn(['l.day', 'l.position', 'l.slug', 'p.locale'])
    .orderBy('l.day')
    .orderBy('l.position')
    .orderBy('l.slug')
    .orderBy('p.locale')
    .orderBy('p.id', 'desc')
    .select(['l.id as lessonId', 'l.slug', 'l.day', 'v.locale', 'v.id as versionId'])
    .select(sql<number>`coalesce(v.minutes, 20)`.as('minutes'))
    .select(sql<SeedCheck[]>`coalesce(v.self_checks, '[]')`.as('checks'))
    .execute()
}
