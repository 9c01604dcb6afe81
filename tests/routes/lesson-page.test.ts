import { existsSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CLIENT_DIR } from '#app/platform/http/server.server.ts'
import { seedCohort } from '#db/seeds/cohort.ts'
import { seedCourse, seedLesson, seedLessonVersion } from '#db/seeds/course.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'

const now = new Date('2026-11-24T04:00:00Z')

let app: TestApp
let person: string
beforeAll(async () => {
  app = await openTestApp()
  app.setNow(now)
  const { db } = app.services
  const cohort = await seedCohort(db, { start_date: '2026-11-20', now })
  await seedCourse(db)
  await seedLesson(db, { slug: 'first', day: 1, texts: { ru: { title: 'Урок' } } })
  person = (await seedPerson(db, { cohortId: cohort.id })).id
})
afterAll(() => app.close())

test('the files that a lesson names are in the build', async () => {
  const html = await (await app.get('/lessons/first', { as: person })).text()
  const files = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((match) => match[1] ?? '')
  expect(files.map((file) => path.extname(file)).sort()).toEqual(['.css', '.js'])
  for (const file of files) expect(existsSync(path.join(CLIENT_DIR, file)), file).toBe(true)
})

test('a crash of a lesson is a page with the number of the request and nothing of the cause', async () => {
  await app.cookieOf(person)
  await sql`alter table lesson rename column sphere to hidden`.execute(app.services.db)
  const answer = await app.get('/lessons/first', { as: person })
  await sql`alter table lesson rename column hidden to sphere`.execute(app.services.db)
  expect(answer.status).toBe(500)
  const html = await answer.text()
  expect(html).toContain(answer.headers.get('X-Request-Id') ?? 'a number')
  expect(html).toMatch(/^<!DOCTYPE html>/i)
  expect(html).not.toMatch(/sphere|column|at \w+ \(|node_modules|\.ts/)
})

test('an unknown lesson and one without a live text are 404', async () => {
  const { id } = await seedLesson(app.services.db, { slug: 'empty', day: 1, texts: {} })
  await seedLessonVersion(app.services.db, id, 'ru', { effectiveAt: new Date('2027-01-01T00:00:00Z') })
  expect((await app.get('/lessons/empty', { as: person })).status).toBe(404)
  const unknown = await app.get('/lessons/nothing', { as: person })
  expect(unknown.status).toBe(404)
  // With the frame of every page, so that there is a way on.
  expect(await unknown.text()).toMatch(/href="\/today".*По этому адресу ничего нет/s)
})
