import { afterAll, beforeAll, expect, test } from 'vitest'
import { SEED_PASSWORD, seedPerson } from '#db/seeds/people.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

test('the right password opens a session and leads back to where one wanted to go', async () => {
  const { email } = await seedPerson(app.services.db)
  const answer = await app.post('/sign-in?redirectTo=%2Faccount', {
    email,
    password: SEED_PASSWORD,
    redirectTo: '/account',
  })
  expect(answer.status).toBe(302)
  expect(answer.headers.get('Location')).toBe('/account')
  expect(answer.headers.get('Set-Cookie')).toMatch(/^alqa_session=.+HttpOnly/)
})

test('a wrong password and an unknown address get the same sentence, and the address stays typed', async () => {
  const { email } = await seedPerson(app.services.db)
  const wrong = await app.post(
    '/sign-in',
    { email, password: 'no' },
    { headers: { 'Accept-Language': 'en' } },
  )
  const unknown = await app.post(
    '/sign-in',
    { email: 'x@y.kz', password: 'no' },
    { headers: { 'Accept-Language': 'en' } },
  )
  const sentence = 'Wrong e-mail address or password.'
  expect([wrong.status, unknown.status]).toEqual([400, 400])
  const text = await wrong.text()
  expect(text).toContain(sentence)
  expect(text).toContain(`value="${email}"`)
  expect(await unknown.text()).toContain(sentence)
})

test('the eleventh try on one account is refused, whatever the password', async () => {
  const { email } = await seedPerson(app.services.db)
  for (let i = 0; i < 10; i++) await app.post('/sign-in', { email, password: 'no' })
  expect((await app.post('/sign-in', { email, password: SEED_PASSWORD })).status).toBe(429)
})

test('who is deactivated is told so for the right password only, and gets no session', async () => {
  const { email } = await seedPerson(app.services.db, { deactivated_at: new Date() })
  const ask = async (password: string) => {
    const answer = await app.post('/sign-in', { email, password }, { headers: { 'Accept-Language': 'en' } })
    const page = await answer.text()
    return [answer.status, answer.headers.get('Set-Cookie'), page.includes('Your account is closed')]
  }
  expect(await ask(SEED_PASSWORD)).toEqual([403, null, true])
  expect(await ask('no')).toEqual([400, null, false])
})

test('nobody is led to another host', async () => {
  const { email } = await seedPerson(app.services.db)
  for (const redirectTo of ['//evil.test', 'https://evil.test', '/\\evil.test', '/\t/evil.test']) {
    const answer = await app.post('/sign-in', { email, password: SEED_PASSWORD, redirectTo })
    expect(answer.headers.get('Location')).toBe('/')
  }
})

test('a write from another site is refused', async () => {
  const { email } = await seedPerson(app.services.db)
  const options = { headers: { 'Sec-Fetch-Site': 'cross-site' } }
  expect((await app.post('/sign-in', { email, password: SEED_PASSWORD }, options)).status).toBe(403)
})

test('a signed-in page reads its session in one statement', async () => {
  const { id } = await seedPerson(app.services.db)
  await app.cookieOf(id)
  app.queries.length = 0
  expect((await app.get('/', { as: id })).headers.get('Location')).toBe('/today')
  expect(app.queries.length).toBe(1)
})

test('an unknown address is a friendly page in the language of the visitor', async () => {
  const answer = await app.get('/no-such-page', { headers: { 'Accept-Language': 'kk' } })
  expect(answer.status).toBe(404)
  expect(await answer.text()).toContain('Бұл мекенжайда ештеңе жоқ')
})
