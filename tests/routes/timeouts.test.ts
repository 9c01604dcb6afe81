import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { seedPerson } from '#db/seeds/people.ts'
import { TIMEOUTS, type Work } from '#db/timeouts.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'
import { beginWriting, seedWriting } from '#tests/setup/writers.ts'

let app: TestApp
let url: string
beforeAll(async () => {
  app = await openTestApp({}, async (address) => {
    url = address
    return address
  })
})
afterAll(() => app.close())

/** A transaction beside the app that holds what `statement` locks until it is let go. */
async function hold(statement: string, values: unknown[]): Promise<() => Promise<void>> {
  const client = new pg.Client(url)
  await client.connect()
  await client.query('begin')
  await client.query(statement, values)
  let held = true
  const release = async () => {
    if (held) await client.end()
    held = false
  }
  onTestFinished(release)
  return release
}

test('timeouts: 30 saves of a locked attempt end with 503 and keep nobody else from a page', async () => {
  const cohortId = await seedWriting(app)
  const writer = await beginWriting(app, cohortId)
  const reader = await seedPerson(app.services.db, { cohortId })
  await app.cookieOf(reader.id)
  const release = await hold('select from attempt where id = $1 for update', [writer.attemptId])
  const saves = Array.from({ length: 30 }, () => writer.put(0, 'Сөз'))
  // Sent when every connection of the pool is taken, or nearly.
  const page = await app.get('/account', { as: reader.id })
  const ready = await app.get('/readyz')
  expect([page.status, ready.status]).toEqual([200, 200])
  for (const save of await Promise.all(saves)) {
    expect([save.status, save.headers.get('Retry-After'), await save.json()]).toEqual([
      503,
      '5',
      { reason: 'outage' },
    ])
  }
  await release()
  expect((await writer.put(0, 'Сөз')).status).toBe(200)
})

test('readiness: answers on a connection of its own while the pool is used up', async () => {
  const { db } = app.services
  const lent: (() => void)[] = []
  onTestFinished(() => {
    for (const done of lent) done()
  })
  const busy = Array.from({ length: 10 }, () =>
    db.connection().execute(
      () =>
        new Promise<void>((done) => {
          lent.push(done)
        }),
    ),
  )
  await expect.poll(() => lent.length).toBe(10)
  const answers = await Promise.all(Array.from({ length: 20 }, () => app.get('/readyz')))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  for (const done of lent) done()
  await Promise.all(busy)
})

test('timeouts: every kind of work has its own, and PostgreSQL knows those of the web', async () => {
  const { rows } = await sql<{ name: string; setting: string }>`
    select name, setting from pg_settings
    where name in ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout')`.execute(
    app.services.db,
  )
  for (const { name, setting } of rows)
    expect([name, Number(setting)]).toEqual([name, TIMEOUTS.web[name as 'lock_timeout']])
  expect(rows).toHaveLength(3)
  for (const work of Object.keys(TIMEOUTS) as Work[]) {
    const { connectionTimeoutMillis, lock_timeout: lock } = TIMEOUTS[work]
    expect([work, lock > 0 && lock <= connectionTimeoutMillis]).toEqual([work, true])
  }
})
