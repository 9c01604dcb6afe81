import type { Insertable, Kysely } from 'kysely'
import type { DB, Person } from '../schema.ts'
import { employers, inventPerson, regions } from './names.ts'
import { seedPasswordHash } from './people.ts'
import { publishedLessons, type SeedLesson } from './progress.ts'
import { type Random, randomFrom, uuidFrom } from './random.ts'
import { momentOf, openDays, type Reach, type SeedCalendar, Study } from './study.ts'

export type SeededParticipant = {
  id: string
  email: string
  name: string
  region: string
  locale: 'kk' | 'ru'
}

type Asked = {
  cohortId: string
  count: number
  now: Date
  /** Another word gives other people; the same word gives the same ones. */
  seed?: string
}

/** Days that somebody finished, and how far she came on the one after them. */
type Pace = { done: number; next: Reach | null }

// Of 150 people about 9 never came, 12 gave up early, 27 lag behind and the rest are with the course.
function inventPace(random: Random, open: number): Pace {
  const kind = random.next()
  if (kind < 0.06) return { done: 0, next: null }
  if (kind < 0.14)
    return { done: Math.min(open, random.whole(0, 2)), next: random.chance(0.6) ? 'opened' : null }
  if (kind < 0.32) {
    return { done: Math.max(0, open - random.whole(2, 3)), next: random.pick<Reach>(['opened', 'partly']) }
  }
  const today = random.next()
  if (today < 0.35) return { done: open, next: null }
  return { done: Math.max(0, open - 1), next: today < 0.55 ? 'partly' : today < 0.75 ? 'opened' : null }
}

function studyOf(
  study: Study,
  person: SeededParticipant,
  lessons: SeedLesson[],
  calendar: SeedCalendar,
  now: Date,
  random: Random,
): void {
  const open = openDays(calendar, now)
  const pace = inventPace(random, open)
  const skill = 0.5 + random.next() * 0.45
  for (const lesson of lessonsFor(lessons, person.locale)) {
    const reach = lesson.day <= pace.done ? 'done' : lesson.day === pace.done + 1 ? pace.next : null
    if (!reach || lesson.day > open) continue
    const opening = momentOf(calendar, lesson.day, calendar.opening_minute)
    const evening = momentOf(calendar, lesson.day, random.whole(12 * 60, 22 * 60))
    // Who studies today has done so by now, however early it is.
    const from =
      evening < now
        ? evening
        : new Date(opening.getTime() + random.next() * 0.6 * (now.getTime() - opening.getTime()))
    study.add(person.id, lesson, reach, from, now, skill, random)
  }
}

/** Every lesson in the person's language, or in Russian where it is not translated. */
export function lessonsFor(lessons: SeedLesson[], locale: string): SeedLesson[] {
  const own = new Map<string, SeedLesson>()
  for (const lesson of lessons)
    if (lesson.locale === locale || (lesson.locale === 'ru' && !own.has(lesson.lessonId))) {
      own.set(lesson.lessonId, lesson)
    }
  return [...own.values()].sort((a, b) => a.day - b.day)
}

/**
 * Inserts `count` participants of a cohort with names, regions, employers and the progress that people have on the
 * cohort's current day. Decided by `seed` and cohort alone; who is there already is left as she is.
 */
export async function seedParticipants(
  db: Kysely<DB>,
  { cohortId, count, now, seed = 'alqa' }: Asked,
): Promise<SeededParticipant[]> {
  const calendar = await db
    .selectFrom('cohort')
    .where('id', '=', cohortId)
    .select(['start_date', 'zone', 'days', 'opening_minute'])
    .executeTakeFirstOrThrow()
  const people = Array.from({ length: count }, (_, index) => inventParticipant(cohortId, seed, index))
  const known = await knownIds(db, people)
  const added = people.filter((person) => !known.has(person.id))
  if (added.length === 0) return people

  const lessons = await publishedLessons(db)
  const study = new Study()
  for (const person of added) {
    studyOf(study, person, lessons, calendar, now, randomFrom(`study ${person.id}`))
  }
  const start = momentOf(calendar, 1, calendar.opening_minute)
  const enrolled = new Date(Math.min(start.getTime() - 7 * 86_400_000, now.getTime()))
  const password_hash = await seedPasswordHash()
  const rows = added.map(
    (person, index): Insertable<Person> => ({
      ...person,
      role: 'participant',
      employer: employers[index % employers.length],
      password_hash,
      created_at: enrolled,
      last_seen_at: study.lastSeen.get(person.id) ?? null,
    }),
  )
  await db.insertInto('person').values(rows).execute()
  await db
    .insertInto('enrolment')
    .values(added.map(({ id }) => ({ cohort_id: cohortId, person_id: id, enrolled_at: enrolled })))
    .execute()
  await study.insert(db)
  return people
}

function inventParticipant(cohortId: string, seed: string, index: number): SeededParticipant {
  const id = uuidFrom(`${cohortId} ${seed} ${index}`)
  const number = String(index + 1).padStart(3, '0')
  return {
    id,
    // The start of the id keeps the addresses of two cohorts apart.
    email: `p${number}.${id.slice(0, 6)}@demo.test`,
    region: regions[index % regions.length] ?? regions[0],
    ...inventPerson(randomFrom(`person ${seed} ${index}`)),
  }
}

async function knownIds(db: Kysely<DB>, people: SeededParticipant[]): Promise<Set<string>> {
  if (people.length === 0) return new Set()
  const ids = people.map((person) => person.id)
  const rows = await db.selectFrom('person').where('id', 'in', ids).select('id').execute()
  return new Set(rows.map((row) => row.id))
}
