import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isOutage } from '#app/platform/http/outage.server.ts'
import { type SeededPerson, seedPerson } from '#db/seeds/people.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'
import { type Cable, openCable } from '#tests/setup/cuttable.ts'

let app: TestApp
let cable: Cable
let person: SeededPerson
beforeAll(async () => {
  app = await openTestApp({}, async (url) => {
    cable = await openCable(url)
    return cable.url
  })
  person = await seedPerson(app.services.db)
  await app.cookieOf(person.id)
})
afterAll(async () => {
  await app.close()
  await cable.close()
})

test('a database that is cut off is a 503 with a page that stands alone, and the end of it is no restart', async () => {
  const options = { as: person.id, headers: { 'Accept-Language': 'kk' } }
  expect((await app.get('/account', options)).status).toBe(200)
  cable.cut()
  for (let i = 0; i < 3; i++) {
    const answer = await app.get('/account', options)
    expect(answer.status).toBe(503)
    expect(answer.headers.get('Retry-After')).toBe('5')
    const html = await answer.text()
    expect(html).toContain('Alqa біраз уақыт қолжетімсіз')
    expect(html).toContain(answer.headers.get('X-Request-Id') ?? 'a number')
    expect(html).not.toMatch(/ECONN|node_modules|<link|<script/)
  }
  const write = await app.post('/account', { name: 'Х', locale: 'kk' }, options)
  expect(write.status).toBe(503)
  const draft = '/api/drafts/00000000-0000-4000-8000-000000000000'
  const save = await app.send(draft, { method: 'PUT', body: '{"baseRevision":0,"text":"x"}' }, options)
  expect([save.status, await save.json()]).toEqual([503, { reason: 'outage' }])
  expect((await app.get('/livez')).status).toBe(200)
  expect((await app.get('/readyz')).status).toBe(503)
  await cable.mend()
  expect((await app.get('/account', options)).status).toBe(200)
  expect((await app.get('/readyz')).status).toBe(200)
})

test('a line that breaks inside a transaction is an outage too, though rolling back fails as well', async () => {
  const broken = app.services.db.transaction().execute(async (tx) => {
    await sql`select 1`.execute(tx)
    cable.cut()
    await sql`select 1`.execute(tx)
  })
  const error = await broken.then(
    () => null,
    (reason: unknown) => reason,
  )
  await cable.mend()
  expect(error).toBeInstanceOf(Error)
  expect(isOutage(error), String(error)).toBe(true)
})

test('a database that lacks a migration of this code is not ready', async () => {
  const { db } = app.services
  const taken = await db
    .deleteFrom('kysely_migration' as never)
    .where('name' as never, '=', '0001-people' as never)
    .returningAll()
    .executeTakeFirstOrThrow()
  const answer = await app.get('/readyz')
  expect([answer.status, await answer.text()]).toEqual([503, 'not_migrated\n'])
  await db
    .insertInto('kysely_migration' as never)
    .values(taken as never)
    .execute()
  expect((await app.get('/readyz')).status).toBe(200)
})
