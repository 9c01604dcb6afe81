import type { Kysely } from 'kysely'
import type { DB } from '#db/schema.ts'

/** True where the database answers a small query on our own tables. */
export async function databaseAnswers(db: Kysely<DB>): Promise<boolean> {
  try {
    await db.selectFrom('cohort').select('id').limit(1).execute()
    return true
  } catch {
    return false
  }
}
