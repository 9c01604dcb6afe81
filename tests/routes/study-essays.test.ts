import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedCohort } from '#db/seeds/cohort.ts'
import { seedCourse, seedLesson } from '#db/seeds/course.ts'
import { seedOutcome } from '#db/seeds/marks.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'

// Day 5 of the cohort. The essay opens on day 4 and is due on day 6.
const now = new Date('2026-11-24T04:00:00Z')

let app: TestApp
let cohortId: string
let marker: string
const prompt = { id: randomUUID(), version: randomUUID() }
const rubricId = randomUUID()

beforeAll(async () => {
  app = await openTestApp()
  app.setNow(now)
  const { db } = app.services
  cohortId = (await seedCohort(db, { start_date: '2026-11-20', now })).id
  marker = (await seedPerson(db, { role: 'instructor', cohortId })).id
  await seedCourse(db)
  await seedLesson(db, { slug: 'fifth', day: 5 })
  await db
    .insertInto('rubric')
    .values({
      id: rubricId,
      slug: 'short',
      hash: 'short',
      title: '{}',
      pass_points: 9,
      criteria: JSON.stringify([{ max: 5 }, { max: 12 }]),
      created_at: now,
    })
    .execute()
  await db.insertInto('prompt').values({ id: prompt.id, slug: 'oven' }).execute()
  const title = { title: 'Печь без договора', brief: '', model: 'MODEL ANSWER', notes: 'NOTES' }
  await db
    .insertInto('prompt_version')
    .values({
      id: prompt.version,
      prompt_id: prompt.id,
      number: 1,
      hash: 'one',
      kind: 'case-analysis',
      rubric_id: rubricId,
      day: 4,
      due_day: 6,
      cut_off_day: 6,
      minutes: 90,
      words_min: 10,
      words_max: 100,
      texts: JSON.stringify({ ru: title }),
      created_at: now,
    })
    .execute()
})
afterAll(() => app.close())

type Stage = 'begun' | 'submitted' | 'decided' | 'released'

/** A participant whose attempt has come as far as `stage`. */
async function participantAt(stage: Stage): Promise<string> {
  const { db } = app.services
  const { id } = await seedPerson(db, { cohortId })
  const ids = { person_id: id, cohort_id: cohortId, prompt_id: prompt.id, prompt_version_id: prompt.version }
  const started_at = new Date('2026-11-24T03:30:00Z')
  const closed = stage === 'begun' ? {} : { closed_at: now, closed_by: 'participant' as const }
  const attempt = { ...ids, id: randomUUID(), number: 1, locale: 'ru' as const, started_at, ...closed }
  await db
    .insertInto('attempt')
    .values({ ...attempt, deadline_at: new Date('2026-11-24T05:00:00Z') })
    .execute()
  if (stage === 'begun') return id
  const submission = {
    ...ids,
    id: randomUUID(),
    attempt_id: attempt.id,
    locale: 'ru',
    text: 'Текст',
    words: 1,
  }
  const [sha256, receipt_number, alias] = [randomUUID(), randomUUID(), randomUUID()]
  await db
    .insertInto('submission')
    .values({ ...submission, locale: 'ru', sha256, receipt_number, alias, submitted_at: now })
    .execute()
  if (stage === 'submitted') return id
  const release = stage === 'released' ? { at: now, by: marker } : null
  await seedOutcome(db, { submissionId: submission.id, points: 13.5, by: marker, at: now, release })
  return id
}

const addresses = ['/today', '/calendar', '/progress', '/today.data', '/calendar.data', '/progress.data']
const page = async (address: string, as: string) => (await app.get(address, { as })).text()

test('points are on the wire once they are released, and not a moment before', async () => {
  const decided = await participantAt('decided')
  for (const address of addresses) expect(await page(address, decided)).not.toMatch(/13[.,]5/)
  expect(await page('/progress', decided)).toContain('сдано 24\u00a0ноября, 09:00 (Алматы, UTC+5)')
  const released = await participantAt('released')
  expect(await page('/today', released)).toContain('13,5 из 17 баллов')
  expect(await page('/progress', released)).toContain('13,5 из 17')
  expect(await page('/today', released)).toContain('href="/essays/oven/feedback"')
})

test('an attempt that runs is the next action, with the server’s time and its zone', async () => {
  const text = await page('/today', await participantAt('begun'))
  expect(text).toContain('время идёт, до 24\u00a0ноября, 10:00 (Алматы, UTC+5)')
  expect(text).toMatch(/btn main[^>]*href="\/essays\/oven\/write"/)
})

test('neither model answer nor marker’s notes come along', async () => {
  const id = await participantAt('submitted')
  for (const address of addresses) expect(await page(address, id)).not.toMatch(/MODEL ANSWER|NOTES/)
})

test('essays are read in the same statement as the lessons', async () => {
  const id = await participantAt('released')
  for (const address of ['/today', '/progress', '/calendar']) {
    await page(address, id)
    app.queries.length = 0
    await page(address, id)
    expect([address, app.queries.length]).toEqual([address, 2])
  }
})
