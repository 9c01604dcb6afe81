import type { Kysely } from 'kysely'
import type { DB } from '../schema.ts'
import { seedCohort } from './cohort.ts'
import { seedDemoEssays } from './demo-essays.ts'
import { lessonsFor, seedParticipants } from './participants.ts'
import { SEED_PASSWORD, seedPerson } from './people.ts'
import { publishedLessons } from './progress.ts'
import { randomFrom } from './random.ts'
import { momentOf, openDays, type Reach, Study } from './study.ts'

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

/** Name of the demo cohort. */
export const DEMO_COHORT = '2026-2'

/** How many participants the demo has besides the one who signs in. */
const DEMO_PARTICIPANTS = 150

/** Sows the demo cohort (today is its day 5), its people and what they have done so far, in one transaction. */
export async function seedDemo(db: Kysely<DB>, now: Date): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const cohort = await seedCohort(tx, { name: DEMO_COHORT, now })
    const ids: Record<string, string> = {}
    for (const { email, role } of demoSignIns) {
      const place = role === 'participant' ? { region: 'Астана', employer: 'районный суд' } : {}
      const person = { email, role, name: names[email], locale: 'ru' as const, cohortId: cohort.id, ...place }
      const { id } = await seedPerson(tx, person)
      ids[email] = id
      if (role === 'participant') await seedDemoStudy(tx, cohort.id, id, now)
    }
    const participants = await seedParticipants(tx, { cohortId: cohort.id, count: DEMO_PARTICIPANTS, now })
    await seedDemoEssays(tx, {
      cohortId: cohort.id,
      participants: [{ id: ids['participant@demo.test'] ?? '', locale: 'ru' }, ...participants],
      markers: [ids['instructor@demo.test'] ?? '', ids['instructor2@demo.test'] ?? ''],
      lead: ids['lead@demo.test'] ?? '',
      admin: ids['admin@demo.test'] ?? '',
      now,
    })
  })
}

// The last two open days are begun, everything before them is done: each state is there to be seen.
async function seedDemoStudy(db: Kysely<DB>, cohortId: string, personId: string, now: Date): Promise<void> {
  const calendar = await db
    .selectFrom('cohort')
    .where('id', '=', cohortId)
    .select(['start_date', 'zone', 'days', 'opening_minute'])
    .executeTakeFirstOrThrow()
  const open = openDays(calendar, now)
  const study = new Study()
  const random = randomFrom('demo participant')
  for (const lesson of lessonsFor(await publishedLessons(db), 'ru')) {
    if (lesson.day > open) continue
    const reach: Reach = lesson.day === open ? 'opened' : lesson.day === open - 1 ? 'partly' : 'done'
    const opening = momentOf(calendar, lesson.day, calendar.opening_minute + 5)
    const evening = momentOf(calendar, lesson.day, 19 * 60)
    const from = [evening, opening].find((moment) => moment < now) ?? now
    study.add(personId, lesson, reach, from, now, 0.75, random)
  }
  await study.insert(db)
  await db
    .updateTable('person')
    .set({ last_seen_at: study.lastSeen.get(personId) ?? null })
    .where('id', '=', personId)
    .execute()
}
