import type { Kysely } from 'kysely'
import type { DB } from '../schema.ts'
import { seedCohort } from './cohort.ts'
import { SEED_PASSWORD, seedPerson } from './people.ts'

/** One of the demo's people, by role. */
export type DemoSignIn = { email: string; role: 'participant' | 'instructor' | 'lead' | 'admin' | 'observer' }

export const demoSignIns: DemoSignIn[] = [
  { email: 'participant@demo.test', role: 'participant' },
  { email: 'instructor@demo.test', role: 'instructor' },
  { email: 'instructor2@demo.test', role: 'instructor' },
  { email: 'lead@demo.test', role: 'lead' },
  { email: 'admin@demo.test', role: 'admin' },
  { email: 'observer@demo.test', role: 'observer' },
]

const names: Record<string, string> = {
  'participant@demo.test': 'Айгерім Сәрсенова',
  'instructor@demo.test': 'Бауыржан Есенов',
  'instructor2@demo.test': 'Ирина Павлова',
  'lead@demo.test': 'Гүлнар Оспанова',
  'admin@demo.test': 'Жанар Төлегенова',
  'observer@demo.test': 'Ерлан Жұмабаев',
}

export { SEED_PASSWORD }

/** True where the demo is there already: it is sown once and then lives its own life. */
export async function demoExists(db: Kysely<DB>): Promise<boolean> {
  const row = await db
    .selectFrom('person')
    .where('email', '=', 'admin@demo.test')
    .select('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Sows the demo cohort (today is its day 5) and its people, in one transaction. */
export async function seedDemo(db: Kysely<DB>, now: Date): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const cohort = await seedCohort(tx, { name: '2026-2', now })
    for (const { email, role } of demoSignIns) {
      await seedPerson(tx, { email, role, name: names[email], locale: 'ru', cohortId: cohort.id })
    }
  })
}
