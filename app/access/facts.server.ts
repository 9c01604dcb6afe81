import type { Kysely } from 'kysely'
import { LRUCache } from 'lru-cache'
import { isUuid } from '#app/platform/uuid.ts'
import type { DB } from '#db/schema.ts'

/** Owner and cohort of a row. */
export type Facts = { ownerId: string; cohortId: string }

// An attempt never changes its owner or cohort, and every save needs them: they are cached. Operations notice by themselves
// where an attempt was erased since.
const attempts = new LRUCache<string, Facts>({ max: 2_000 })

/** Facts about an attempt; null where there is none, or the id is no id. */
export async function attemptFacts(db: Kysely<DB>, id: string): Promise<Facts | null> {
  if (!isUuid(id)) return null
  const cached = attempts.get(id)
  if (cached) return cached
  const row = await db
    .selectFrom('attempt')
    .where('id', '=', id)
    .select(['person_id as ownerId', 'cohort_id as cohortId'])
    .executeTakeFirst()
  if (row) attempts.set(id, row)
  return row ?? null
}

/** Facts about a submission that counts; null where there is none, it was superseded, or the id is no id. */
export async function submissionFacts(db: Kysely<DB>, id: string): Promise<Facts | null> {
  if (!isUuid(id)) return null
  const row = await db
    .selectFrom('submission')
    .where('id', '=', id)
    .where('superseded_at', 'is', null)
    .select(['person_id as ownerId', 'cohort_id as cohortId'])
    .executeTakeFirst()
  return row ?? null
}

/** True where there is such a person, deactivated or not. */
export async function personExists(db: Kysely<DB>, id: string): Promise<boolean> {
  if (!isUuid(id)) return false
  return Boolean(await db.selectFrom('person').where('id', '=', id).select('id').executeTakeFirst())
}

/** True where there is such an uploaded list. */
export async function importExists(db: Kysely<DB>, id: string): Promise<boolean> {
  if (!isUuid(id)) return false
  return Boolean(await db.selectFrom('file_import').where('id', '=', id).select('id').executeTakeFirst())
}

/** True where there is such a cohort. */
export async function cohortExists(db: Kysely<DB>, id: string): Promise<boolean> {
  if (!isUuid(id)) return false
  return Boolean(await db.selectFrom('cohort').where('id', '=', id).select('id').executeTakeFirst())
}

/** The id of the lesson at that address; null where there is none. */
export async function lessonIdOf(db: Kysely<DB>, slug: string): Promise<string | null> {
  const row = await db.selectFrom('lesson').where('slug', '=', slug).select('id').executeTakeFirst()
  return row?.id ?? null
}
