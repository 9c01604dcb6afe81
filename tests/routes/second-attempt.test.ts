import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedCohort } from '#db/seeds/cohort.ts'
import { seedCourse, seedLesson } from '#db/seeds/course.ts'
import { seedOutcome, seedRelease } from '#db/seeds/marks.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { seedPrompt } from '#db/seeds/prompt.ts'
import { after, now } from '#tests/setup/admin-essays.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'

let app: TestApp
let person: string
let marker: string
beforeAll(async () => {
  app = await openTestApp()
  app.setNow(now)
  const { db } = app.services
  await seedCourse(db)
  await seedLesson(db, { day: 1 })
  await seedPrompt(db, 'twice', { attempts: 2 })
  const cohortId = (await seedCohort(db, { start_date: '2026-11-20', now })).id
  person = (await seedPerson(db, { cohortId, locale: 'en' })).id
  marker = (await seedPerson(db, { cohortId, role: 'instructor' })).id
})
afterAll(() => app.close())

const begin = () => app.post('/essays/twice', { language: 'ru', ownWork: 'on', ready: 'on' }, { as: person })
const handIn = () =>
  app.post('/essays/twice/write', { intent: 'submit', baseRevision: '0', text: 'One two.' }, { as: person })
const page = async (address: string) => (await app.get(address, { as: person })).text()

/** Marks the script that waits, and releases it where `released`. Returns the id of the outcome. */
async function mark(points: number, released = true): Promise<string> {
  const { db } = app.services
  const { id: submissionId } = await db
    .selectFrom('submission')
    .where('id', 'not in', db.selectFrom('mark').select('script_id'))
    .select('id')
    .executeTakeFirstOrThrow()
  const { rubric_id } = await db.selectFrom('prompt_version').select('rubric_id').executeTakeFirstOrThrow()
  const work = { scores: '{}', remarks: '{}', annotations: '[]', overall: '', points }
  const one = await db
    .insertInto('mark')
    .values({ script_id: submissionId, marker_id: marker, rubric_id, ...work, finalised_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  const release = released ? { at: now, by: marker } : null
  return seedOutcome(db, { submissionId, points, fromMarks: [one.id], by: marker, at: now, release })
}

const LINK = 'href="/essays/twice/feedback"'
const everywhere = ['/essays', '/essays/twice', '/essays/twice/receipt', '/today', '/progress']

async function expectFeedback(points: string): Promise<void> {
  for (const address of everywhere)
    expect([address, (await page(address)).includes(LINK)]).toEqual([address, true])
  expect((await app.get('/essays/twice/feedback', { as: person })).status).toBe(200)
  expect(await page('/progress')).toContain(points)
}

test('second attempt: feedback on the first stays in reach, with its points, until the second is released', async () => {
  await begin()
  await handIn()
  for (const address of everywhere) expect(await page(address)).not.toContain(LINK)
  await mark(6)
  await expectFeedback('6 of 10')
  expect(await page('/progress')).not.toContain('for attempt 1')

  app.setNow(after(10))
  await begin()
  expect(await page('/today')).toContain('href="/essays/twice/write"')
  await expectFeedback('6 of 10')
  expect(await page('/progress')).toContain('for attempt 1')

  app.setNow(after(20))
  await handIn()
  await expectFeedback('6 of 10')

  // A mark that is finished and not released changes nothing for the participant.
  const outcomeId = await mark(9, false)
  await expectFeedback('6 of 10')
  await seedRelease(app.services.db, { outcomeId, by: marker, at: after(30) })
  await expectFeedback('9 of 10')
  expect(await page('/progress')).not.toContain('for attempt')
})
