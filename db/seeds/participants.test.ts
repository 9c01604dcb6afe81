import type { Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '#db/client.ts'
import type { DB } from '#db/schema.ts'
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts'
import { seedCohort } from './cohort.ts'
import { seedCheck, seedLesson } from './course.ts'
import { demoExists, seedDemo } from './demo.ts'
import { regions } from './names.ts'
import { seedParticipants } from './participants.ts'
import { seedPrompt } from './prompt.ts'

const now = new Date('2026-11-24T06:00:00Z')

let database: TestDatabase
let db: Kysely<DB>
beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.url)
  const selfChecks = ['a-1', 'a-2', 'a-3', 'a-4', 'a-5', 'a-6'].map(seedCheck)
  for (let day = 1; day <= 14; day++) {
    await seedLesson(db, { slug: `day-${day}`, day, texts: { ru: { selfChecks }, kk: { selfChecks } } })
  }
})
afterAll(async () => {
  await db.destroy()
  await database.drop()
})

async function progressOf(personId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('lesson_visit as v')
    .innerJoin('lesson as l', 'l.id', 'v.lesson_id')
    .leftJoin('lesson_completion as c', (join) =>
      join.onRef('c.lesson_id', '=', 'v.lesson_id').onRef('c.person_id', '=', 'v.person_id'),
    )
    .where('v.person_id', '=', personId)
    .orderBy('l.day')
    .select(['l.day', 'c.completed_at'])
    .execute()
  return rows.map(({ day, completed_at }) => `${day}${completed_at ? ' done' : ''}`)
}

test('150 participants come from all 20 regions, have progress up to today, and nothing lies in the future', async () => {
  const cohort = await seedCohort(db, { now })
  const began = performance.now()
  const people = await seedParticipants(db, { cohortId: cohort.id, count: 150, now })
  expect(performance.now() - began).toBeLessThan(5_000)
  expect(new Set(people.map((person) => person.region))).toEqual(new Set(regions))
  expect(new Set(people.map((person) => person.locale))).toEqual(new Set(['kk', 'ru']))
  const facts = await db
    .selectFrom('self_check_answer as a')
    .innerJoin('lesson as l', 'l.id', 'a.lesson_id')
    .innerJoin('enrolment as e', 'e.person_id', 'a.person_id')
    .where('e.cohort_id', '=', cohort.id)
    .select(({ fn }) => [
      fn.max('l.day').as('lastDay'),
      fn.max('a.answered_at').as('lastAnswer'),
      fn.countAll<string>().as('answers'),
    ])
    .executeTakeFirstOrThrow()
  expect(facts.lastDay).toBe(5)
  expect(facts.lastAnswer.getTime()).toBeLessThanOrEqual(now.getTime())
  expect(Number(facts.answers)).toBeGreaterThan(2_500)
  const seen = await db
    .selectFrom('person')
    .where(
      'id',
      'in',
      people.map((person) => person.id),
    )
    .select('last_seen_at')
    .execute()
  const absent = seen.filter((person) => person.last_seen_at === null).length
  expect(absent).toBeGreaterThan(2)
  expect(absent).toBeLessThan(30)
})

test('twice changes nothing, and more people can be added to the same ones', async () => {
  const cohort = await seedCohort(db, { now })
  const asked = { cohortId: cohort.id, now, seed: 'twice' }
  const first = await seedParticipants(db, { ...asked, count: 12 })
  const before = await Promise.all(first.map((person) => progressOf(person.id)))
  const again = await seedParticipants(db, { ...asked, count: 20 })
  expect(again.slice(0, 12)).toEqual(first)
  expect(await Promise.all(first.map((person) => progressOf(person.id)))).toEqual(before)
})

test('before the first opening nobody has done anything', async () => {
  const cohort = await seedCohort(db, { start_date: '2026-12-01', now })
  const people = await seedParticipants(db, { cohortId: cohort.id, count: 10, now, seed: 'early' })
  expect((await Promise.all(people.map((person) => progressOf(person.id)))).flat()).toEqual([])
})

test('in the demo, who never came has written nothing, and who handed in was there then', async () => {
  const created_at = new Date('2026-11-01T00:00:00Z')
  for (const slug of ['diagnostic', 'case-analysis']) await seedPrompt(db, slug, { created_at })
  expect(await demoExists(db)).toBe(false)
  await seedDemo(db, now)
  const submissions = await db
    .selectFrom('submission as s')
    .innerJoin('attempt as a', 'a.id', 's.attempt_id')
    .innerJoin('person as p', 'p.id', 'a.person_id')
    .select(['p.last_seen_at as seen', 's.submitted_at as at'])
    .execute()
  expect(submissions.length).toBeGreaterThan(100)
  expect(submissions.filter(({ seen, at }) => seen === null || seen < at)).toEqual([])
})

test('the demo participant has done days 1 to 3, half of day 4, and opened day 5', async () => {
  expect(await demoExists(db)).toBe(true)
  const { id } = await db
    .selectFrom('person')
    .where('email', '=', 'participant@demo.test')
    .select('id')
    .executeTakeFirstOrThrow()
  expect(await progressOf(id)).toEqual(['1 done', '2 done', '3 done', '4', '5'])
})
