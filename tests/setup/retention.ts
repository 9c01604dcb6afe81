import { sql } from 'kysely'
import { seedPerson } from '#db/seeds/people.ts'
import type { TestApp } from './app.ts'

type Given = { cohortId: string; admin: string; now: Date }

/** Lets the daily job warn that a cohort's data are erased in 20 days; its day is cleared again. */
export async function warnOfErasure(app: TestApp, { cohortId, admin, now }: Given): Promise<void> {
  const { db } = app.services
  await seedPerson(db, { cohortId })
  const until = sql<string>`(${new Date(now.getTime() + 20 * 86_400_000)}::timestamptz)::date`
  await db.updateTable('cohort').set({ retain_until: until }).where('id', '=', cohortId).execute()
  await sql`select graphile_worker.add_job('retention.run', '{}')`.execute(db)
  await app.drain()
  await db.updateTable('cohort').set({ retain_until: null }).where('id', '=', cohortId).execute()
  const mails = await db.selectFrom('mail').where('kind', '=', 'retention').select('person_id').execute()
  if (!mails.some(({ person_id }) => person_id === admin)) throw new Error('no administrator was warned')
}
