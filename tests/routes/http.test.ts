import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SEED_PASSWORD, seedPerson } from '#db/seeds/people.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'
import { dom } from '#tests/setup/dom.ts'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

test('every answer carries the security headers, and each its own nonce', async () => {
  const nonces = []
  for (const address of ['/sign-in', '/no-such-page']) {
    const { headers } = await app.get(address)
    const policy = headers.get('Content-Security-Policy') ?? ''
    nonces.push(/'nonce-([\w+/=-]{20,})'/.exec(policy)?.[1])
    for (const rule of [
      "default-src 'none'",
      "'strict-dynamic'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ])
      expect(policy).toContain(rule)
    expect(/script-src[^;]*/.exec(policy)?.[0]).not.toContain('unsafe')
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(headers.get('X-Frame-Options')).toBe('DENY')
    expect(headers.get('Referrer-Policy')).toBe('same-origin')
    expect(headers.get('X-Powered-By')).toBeNull()
  }
  expect(new Set(nonces).size).toBe(2)
  expect(nonces).not.toContain(undefined)
})

test.each([
  { 'Sec-Fetch-Site': 'cross-site' },
  { 'Sec-Fetch-Site': 'same-site' },
  { 'Sec-Fetch-Site': '', Origin: 'https://evil.test' },
  { 'Sec-Fetch-Site': '', Origin: 'null' },
] as Record<string, string>[])('a write from elsewhere changes nothing: %o', async (headers) => {
  const { id: as, name } = await seedPerson(app.services.db)
  const answer = await app.post('/account', { name: 'Бөтен', locale: 'kk' }, { as, headers })
  expect(answer.status).toBe(403)
  const row = await app.services.db
    .selectFrom('person')
    .where('id', '=', as)
    .select('name')
    .executeTakeFirst()
  expect(row?.name).toBe(name)
})

test('a body of more than a megabyte is refused, announced or not', async () => {
  const body = `email=${'x'.repeat(1_100_000)}`
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
  expect((await app.send('/forgot', { method: 'POST', body, headers })).status).toBe(413)
  const stream = new Blob([body]).stream()
  const init = { method: 'POST', body: stream, headers, duplex: 'half' } as RequestInit
  expect((await app.send('/forgot', init)).status).toBe(413)
  // In the language that was chosen, not the browser's.
  const cookie = { Cookie: 'alqa_locale=kk', 'Accept-Language': 'ru' }
  const said = await (await app.send('/forgot', { method: 'POST', body }, { headers: cookie })).text()
  expect(said).toContain('<html lang="kk">')
})

test('a crash is a page with the number of the request and nothing of the cause', async () => {
  const { id: as } = await seedPerson(app.services.db, { locale: 'en' })
  await sql`alter table person rename column password_hash to hidden`.execute(app.services.db)
  const form = { intent: 'password', password: 'x', newPassword: 'соттылық ережелері' }
  const answer = await app.post('/account', form, { as })
  await sql`alter table person rename column hidden to password_hash`.execute(app.services.db)
  expect(answer.status).toBe(500)
  const html = await answer.text()
  expect(html).toContain(`Request number ${answer.headers.get('X-Request-Id')}`)
  expect(html).not.toMatch(/password_hash|column|at \w+ \(|node_modules|\.ts/)
})

test('signing out ends the session in the database, not only in the browser', async () => {
  const { id: as } = await seedPerson(app.services.db)
  expect((await app.get('/account', { as })).status).toBe(200)
  const out = await app.post('/sign-out', {}, { as })
  expect(out.headers.get('Location')).toBe('/sign-in')
  expect(out.headers.get('Set-Cookie')).toMatch(/^alqa_session=;.*Max-Age=0/)
  expect((await app.get('/account', { as })).headers.get('Location')).toContain('/sign-in')
  const { db } = app.services
  expect(await db.selectFrom('session').where('person_id', '=', as).select('id').execute()).toEqual([])
})

const ELSEWHERE = [
  '//evil.test',
  'https://evil.test',
  '/\\evil.test',
  '/..//evil.test',
  '/%2e//evil.test',
  '/\t/evil.test',
]

test('redirects: a change of language leads to a path of ours alone', async () => {
  const change = (back: string) => app.post('/language/kk', { back })
  for (const back of ELSEWHERE) expect((await change(back)).headers.get('Location'), back).toBe('/')
  const answer = await change('/verify?x=1')
  expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/verify?x=1'])
  expect(answer.headers.get('Set-Cookie')).toMatch(/^alqa_locale=kk;/)
})

test('redirects: signing in leads to a path of ours alone', async () => {
  const { id: as, email } = await seedPerson(app.services.db)
  for (const redirectTo of ELSEWHERE) {
    const address = `/sign-in?redirectTo=${encodeURIComponent(redirectTo)}`
    expect((await app.get(address, { as })).headers.get('Location'), redirectTo).toBe('/')
    expect((await dom(await app.get(address))).querySelector('[name=redirectTo]'), redirectTo).toBeNull()
    const signedIn = await app.post('/sign-in', { email, password: SEED_PASSWORD, redirectTo })
    expect([signedIn.status, signedIn.headers.get('Location')], redirectTo).toEqual([302, '/'])
  }
})

test('language: reading its address changes nothing', async () => {
  const { db } = app.services
  const { id: as } = await seedPerson(db, { locale: 'ru' })
  const localeOf = () => db.selectFrom('person').where('id', '=', as).select('locale').executeTakeFirst()
  for (const address of ['/language/kk', '/language/kk?back=/account', '/language/xx']) {
    const answer = await app.get(address, { as })
    expect([answer.status, answer.headers.get('Location')]).toEqual([302, '/'])
    expect(answer.headers.get('Set-Cookie')).toBeNull()
  }
  expect(await localeOf()).toEqual({ locale: 'ru' })
  expect((await app.post('/language/xx', {}, { as })).status).toBe(404)
  await app.post('/language/kk', { back: '/account' }, { as })
  expect(await localeOf()).toEqual({ locale: 'kk' })
})

test('language: every page offers the others by a form that comes back to it', async () => {
  for (const address of ['/sign-in', '/verify?x=1', '/no-such-page']) {
    const page = await dom(await app.get(address, { headers: { 'Accept-Language': 'ru' } }))
    const form = page.querySelector('form.langs')
    expect(form?.querySelector('[name=back]')?.getAttribute('value')).toBe(address)
    const actions = [...(form?.querySelectorAll('button') ?? [])].map((one) => one.getAttribute('formaction'))
    expect(actions).toEqual(['/language/kk', '/language/en'])
    expect(page.querySelector('a[href^="/language"]')).toBeNull()
  }
})

test('a visit is written at most once in a quarter of an hour; the usual request only reads', async () => {
  const { db } = app.services
  const { id: as } = await seedPerson(db)
  await app.cookieOf(as)
  const writes = async () => {
    app.queries.length = 0
    await app.get('/account', { as })
    return app.queries.filter((query) => /update "?(person|session)\b/.test(query)).length
  }
  expect(await writes()).toBe(0)
  await sql`update session set last_seen_at = now() - interval '16 minutes' where person_id = ${as}`.execute(
    db,
  )
  expect(await writes()).toBe(1)
  expect(await writes()).toBe(0)
})
