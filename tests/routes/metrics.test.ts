import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedPerson } from '#db/seeds/people.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'
import { beginWriting, seedWriting } from '#tests/setup/writers.ts'

const TOKEN = 'a-token-for-scrapers-0123456789'

let app: TestApp
let guarded: TestApp
beforeAll(async () => {
  ;[app, guarded] = await Promise.all([openTestApp(), openTestApp({ METRICS_TOKEN: TOKEN })])
})
afterAll(() => Promise.all([app.close(), guarded.close()]))

const scrape = async () => (await app.get('/metrics')).text()

/** The series of a metric: labels → value. */
const series = (text: string, name: string) =>
  Object.fromEntries(
    text
      .split('\n')
      .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
      .map((line) => {
        const at = line.lastIndexOf(' ')
        return [line.slice(name.length, at), Number(line.slice(at + 1))]
      }),
  )

test('metrics: requests by pattern, saves, pool, jobs and event loop, without addresses or people', async () => {
  const cohortId = await seedWriting(app)
  const writer = await beginWriting(app, cohortId)
  const reader = await seedPerson(app.services.db, { name: 'Аты Жөні', cohortId })
  expect((await writer.put(0, 'Сөз')).status).toBe(200)
  expect((await writer.put(0, 'Басқа')).status).toBe(409)
  const secret = randomUUID()
  await app.get(`/reset/${secret}`)
  await app.get(`/${secret}/${secret}`)
  await app.get(`/account?secret=${secret}`, { as: reader.id })
  const text = await scrape()
  expect(series(text, 'alqa_draft_saves_total')).toEqual({
    '{outcome="saved"}': 1,
    '{outcome="conflict"}': 1,
  })
  const requests = series(text, 'alqa_http_requests_total')
  expect(requests['{method="PUT",route="/api/drafts/:attemptId",status="200"}']).toBe(1)
  expect(requests['{method="GET",route="/account",status="200"}']).toBe(1)
  expect(requests['{method="GET",route="other",status="404"}']).toBe(1)
  expect(Object.keys(requests).join()).toContain('route="/reset/:token"')
  expect(series(text, 'alqa_http_request_seconds_count')['{method="GET",route="/account"}']).toBe(1)
  expect(series(text, 'alqa_database_up')).toEqual({ '': 1 })
  expect(Object.keys(series(text, 'alqa_database_connections'))).toHaveLength(3)
  expect(series(text, 'alqa_jobs')['{job="attempt.close",state="waiting"}']).toBe(1)
  expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m)
  for (const personal of [secret, reader.id, reader.email, writer.attemptId, 'Аты Жөні'])
    expect(text).not.toContain(personal)
})

test('metrics: thousands of addresses and methods make no new series', async () => {
  const count = async () => Object.keys(series(await scrape(), 'alqa_http_requests_total')).length
  await app.get('/nowhere')
  await scrape()
  const before = await count()
  for (let n = 0; n < 50; n++) await app.get(`/nowhere-${n}/${n}`)
  for (let n = 0; n < 20; n++) await app.get(`/verify/${randomUUID()}`)
  expect(await count()).toBeLessThanOrEqual(before + 2)
})

test('metrics: without a token for this machine alone, with one for who sends it', async () => {
  expect((await app.get('/metrics', { headers: { 'X-Forwarded-For': '203.0.113.9' } })).status).toBe(404)
  expect((await app.get('/metrics')).headers.get('Content-Type')).toMatch(/^text\/plain; version=0\.0\.4/)
  const status = async (headers: Record<string, string>) =>
    (await guarded.get('/metrics', { headers })).status
  expect(await status({})).toBe(404)
  expect(await status({ Authorization: `Bearer ${TOKEN}x` })).toBe(404)
  expect(await status({ Authorization: `Bearer ${TOKEN}` })).toBe(200)
})

test('metrics: a failed mail is counted', async () => {
  const { sql } = await import('kysely')
  await sql`select graphile_worker.add_job('mail.send', '{}'::json)`.execute(app.services.db)
  await sql`update graphile_worker._private_jobs set last_error = 'refused', attempts = 1
    where task_id = (select id from graphile_worker._private_tasks where identifier = 'mail.send')`.execute(
    app.services.db,
  )
  expect(series(await scrape(), 'alqa_jobs')['{job="mail.send",state="failed"}']).toBe(1)
})
