import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedCohort } from '#db/seeds/cohort.ts'
import { type SeededPerson, seedPerson } from '#db/seeds/people.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'

let app: TestApp
let admin: SeededPerson
let cohortId: string
beforeAll(async () => {
  // As the demo: without a DATABASE_URL.
  app = await openTestApp({ PUBLIC_URL: 'https://alqa.test', DATABASE_URL: '' })
  cohortId = (await seedCohort(app.services.db)).id
  admin = await seedPerson(app.services.db, { role: 'admin', locale: 'en' })
})
afterAll(() => app.close())
const page = async (address: string, as = admin.id) => (await app.get(address, { as })).text()

test('overview: says that everything is in order, else counts what waits and links to it', async () => {
  expect(await page('/admin')).toContain('Everything is in order')
  expect(await page('/admin/jobs')).toContain('No jobs are queued and none has failed.')
  await seedPerson(app.services.db, { cohortId })
  await seedPerson(app.services.db)
  app.queries.length = 0
  const html = await page('/admin')
  expect(app.queries.length).toBe(4)
  expect(html).toContain('2 people have never signed in')
  expect(html).toContain('href="/admin/people?state=unseen"')
})

test('observer: figures of cohorts with five participants or more, and no links', async () => {
  const { db } = app.services
  const observer = await seedPerson(db, { role: 'observer', locale: 'en', cohortId })
  const unseen = '5 people have never signed in'
  for (let members = 1; members < 5; members++) {
    expect(await page('/admin', observer.id)).not.toContain('never signed in')
    await seedPerson(db, { cohortId })
  }
  const html = await page('/admin', observer.id)
  expect(html).toContain(unseen)
  expect(html).not.toContain('/admin/people')
  expect(html).not.toContain('/admin/jobs')
  for (const closed of ['/admin/people', '/admin/jobs', '/admin/cohorts'])
    expect((await app.get(closed, { as: observer.id })).status).toBe(403)
})

test('mail: can be read and its link followed where there is no mail server', async () => {
  const { email } = await seedPerson(app.services.db, { locale: 'ru' })
  await app.post('/forgot', { email })
  await app.drain()
  const list = await page('/admin/jobs')
  expect(list).toContain(email)
  const letter = await page(/href="(\/admin\/jobs\/mail\/[^"]+)"/.exec(list)?.[1] ?? '')
  const link = /href="(\/reset\/[^"]+)"/.exec(letter)?.[1] ?? ''
  expect((await app.get(link)).status).toBe(200)
})

test('mail: no address leads out of the folder of mails', async () => {
  writeFileSync(path.join(app.services.env.ALQA_DATA_DIR, 'secret.eml'), 'Subject: x\n\nc2VjcmV0')
  const ids = ['..%2Fsecret', '..%2F..%2Fetc%2Fpasswd', 'x', randomUUID()]
  for (const id of ids) expect((await app.get(`/admin/jobs/mail/${id}`, { as: admin.id })).status).toBe(404)
})

test('jobs: a failed job shows its error, is counted, and can be retried', async () => {
  const { db } = app.services
  await sql`select graphile_worker.add_job('lesson.compile', '{"versionId":"x"}', max_attempts => 3)`.execute(
    db,
  )
  await app.drain()
  const html = await page('/admin/jobs')
  expect(html).toContain('invalid input syntax for type uuid')
  expect(await page('/admin')).toContain('1 job has failed')
  const jobId = /name="jobId" value="(\d+)"/.exec(html)?.[1] ?? ''
  expect((await app.post('/admin/jobs', { jobId }, { as: admin.id })).headers.get('Location')).toBe(
    '/admin/jobs?retried=1#done',
  )
  const { rows } = await sql<{ due: boolean; attempts: number }>`
    select run_at <= now() as due, attempts from graphile_worker.jobs where id = ${jobId}`.execute(db)
  expect(rows).toEqual([{ due: true, attempts: 0 }])
  expect((await app.post('/admin/jobs', { jobId: 'x' }, { as: admin.id })).headers.get('Location')).toBe(
    '/admin/jobs',
  )
})
