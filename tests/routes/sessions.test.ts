import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commandCtx } from '#app/commands/course.ts'
import { sweepAccess } from '#app/features/identity/operations/sweep-access.server.ts'
import { seedCohort } from '#db/seeds/cohort.ts'
import { seedCourse } from '#db/seeds/course.ts'
import { SEED_PASSWORD, seedPerson } from '#db/seeds/people.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const CHROME = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36'
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0'

/** Signs in through the page; answers the Cookie header of the new session. */
async function signIn(email: string, userAgent: string, cookie?: string): Promise<string> {
  const headers = { 'User-Agent': userAgent, ...(cookie ? { Cookie: cookie } : {}) }
  const answer = await app.post('/sign-in', { email, password: SEED_PASSWORD }, { headers })
  expect(answer.status).toBe(302)
  return (
    answer.headers
      .getSetCookie()
      .find((one) => one.startsWith('alqa_session='))
      ?.split(';')[0] ?? ''
  )
}
const account = (Cookie: string) => app.get('/account', { headers: { Cookie } })
const change = (Cookie: string, form: Record<string, string>) =>
  app.post('/account', form, { headers: { Cookie } })
const auditOf = async (personId: string) =>
  (
    await app.services.db
      .selectFrom('audit_event')
      .where('subject_id', '=', personId)
      .orderBy('id')
      .selectAll()
      .execute()
  ).map(({ type, details }) => [type, details])

test('session: signing in ends the old one of that browser, and only that', async () => {
  const { email } = await seedPerson(app.services.db)
  const other = await signIn(email, FIREFOX)
  const old = await signIn(email, CHROME)
  const fresh = await signIn(email, CHROME, old)
  expect((await account(old)).status).toBe(302)
  expect((await account(fresh)).status).toBe(200)
  expect((await account(other)).status).toBe(200)
})

test('session: the account lists each with device, network and last use, this one marked; one can be ended', async () => {
  const { email, id } = await seedPerson(app.services.db, { locale: 'en' })
  const here = await signIn(email, CHROME)
  const there = await signIn(email, FIREFOX)
  const html = await (await account(here)).text()
  expect(html).toContain('Chrome · Windows')
  expect(html).toContain('Firefox · Linux')
  expect(html).toContain('Network 127.0.0.1')
  expect(html.match(/this one/g)).toHaveLength(1)
  const ids = [...html.matchAll(/name="session" value="([^"]+)"/g)].map(([, one]) => one ?? '')
  expect(ids).toHaveLength(1)
  const ended = await change(here, { intent: 'end-session', session: ids[0] ?? '' })
  expect(ended.headers.get('Location')).toBe('/account?saved=session#done')
  expect((await account(there)).status).toBe(302)
  expect((await account(here)).status).toBe(200)
  expect(await auditOf(id)).toEqual([['sessions.ended', { count: 1 }]])
})

test('session: nobody ends another person’s session', async () => {
  const { db } = app.services
  const [victim, other] = [await seedPerson(db), await seedPerson(db)]
  await app.cookieOf(victim.id)
  const [row] = await db.selectFrom('session').where('person_id', '=', victim.id).select('id').execute()
  await app.post('/account', { intent: 'end-session', session: row?.id ?? '' }, { as: other.id })
  await app.post('/account', { intent: 'end-others' }, { as: other.id })
  expect((await app.get('/account', { as: victim.id })).status).toBe(200)
})

test('session: all others end at once', async () => {
  const { email, id } = await seedPerson(app.services.db)
  const here = await signIn(email, CHROME)
  const others = [await signIn(email, FIREFOX), await signIn(email, CHROME)]
  await change(here, { intent: 'end-others' })
  for (const one of others) expect((await account(one)).status).toBe(302)
  expect((await account(here)).status).toBe(200)
  expect(await auditOf(id)).toEqual([['sessions.ended', { count: 2 }]])
})

test('session: after 90 days it is over, however much it is used', async () => {
  const { db } = app.services
  const { id } = await seedPerson(db)
  await app.cookieOf(id)
  const age = (days: number) =>
    sql`update session set created_at = now() - make_interval(days => ${days}), expires_at = now() + interval '10 days'
      where person_id = ${id}`.execute(db)
  await age(89)
  expect((await app.get('/account', { as: id })).status).toBe(200)
  await age(90)
  expect((await app.get('/account', { as: id })).status).toBe(302)
})

test('session: an unknown intent of the account page is refused', async () => {
  const { id } = await seedPerson(app.services.db)
  expect((await app.post('/account', { intent: 'grow' }, { as: id })).status).toBe(400)
})

test('session: a broken cookie of another site is ignored', async () => {
  const { id } = await seedPerson(app.services.db)
  const Cookie = `x=%ff; ${await app.cookieOf(id)}`
  expect((await app.get('/account', { headers: { Cookie } })).status).toBe(200)
})

test('calendar key: a new address makes the old one useless', async () => {
  const { db } = app.services
  const cohortId = (await seedCohort(db)).id
  await seedCourse(db)
  const { id } = await seedPerson(db, { cohortId })
  const feed = async () => {
    const html = await (await app.get('/calendar', { as: id })).text()
    return /value="[^"]*(\/calendar\.ics\?key=[^"]+)"/.exec(html)?.[1] ?? ''
  }
  const old = await feed()
  expect((await app.get(old)).status).toBe(200)
  expect((await app.post('/account', { intent: 'renew-calendar' }, { as: id })).status).toBe(302)
  expect((await app.get(old)).status).toBe(404)
  const fresh = await feed()
  expect(fresh).not.toBe(old)
  expect((await app.get(fresh)).status).toBe(200)
  expect(await auditOf(id)).toEqual([['calendar-key.renewed', {}]])
})

test('sweep: expired sessions, counted tries, links and networks go, living ones stay', async () => {
  const { db } = app.services
  await db.deleteFrom('session').execute()
  const { id } = await seedPerson(db)
  await app.services.sessions.open(id)
  await app.services.sessions.open(id)
  await sql`update session set expires_at = now() - interval '1 minute' where id = (select min(id) from session)`.execute(
    db,
  )
  await sql`delete from rate_limit`.execute(db)
  await sql`insert into rate_limit values ('over', 1, ${Date.now() - 1000}), ('open', 1, ${Date.now() + 60_000})`.execute(
    db,
  )
  await sql`delete from access_link`.execute(db)
  for (const [name, days] of [
    ['old', 31],
    ['young', 29],
  ] as const)
    await sql`insert into access_link (token_hash, person_id, purpose, expires_at)
      values (${name}, ${id}, 'reset', now() - make_interval(days => ${days}))`.execute(db)
  await sql`delete from known_network`.execute(db)
  for (const [name, days] of [
    ['old', 181],
    ['young', 179],
  ] as const)
    await sql`insert into known_network values (${id}, ${name}, now() - make_interval(days => ${days}))`.execute(
      db,
    )
  await sql`select graphile_worker.add_job('access.sweep', '{}')`.execute(db)
  await app.drain()
  await sweepAccess(commandCtx(app.services))
  expect(await db.selectFrom('session').select('person_id').execute()).toHaveLength(1)
  expect(await db.selectFrom('rate_limit').select('key').execute()).toEqual([{ key: 'open' }])
  expect(await db.selectFrom('access_link').select('token_hash').execute()).toEqual([{ token_hash: 'young' }])
  expect(await db.selectFrom('known_network').select('network_hash').execute()).toEqual([
    { network_hash: 'young' },
  ])
})
