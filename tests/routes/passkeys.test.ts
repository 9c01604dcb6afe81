import { afterAll, beforeAll, expect, test } from 'vitest'
import { SEED_PASSWORD, seedPerson } from '#db/seeds/people.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'
import { Authenticator } from '#tests/setup/authenticator.ts'

let app: TestApp
const en = { locale: 'en' as const }
const PAGE = '/account/second-factor'
const password = SEED_PASSWORD
beforeAll(async () => {
  app = await openTestApp({ PUBLIC_URL: 'https://alqa.test' })
})
afterAll(() => app.close())

const cookieIn = (answer: Response, name: string) =>
  answer.headers
    .getSetCookie()
    .find((one) => one.startsWith(`${name}=`))
    ?.split(';')[0] ?? ''

/** The first step; answers the cookie of the waiting sign-in. */
async function firstStep(email: string, redirectTo = ''): Promise<string> {
  const answer = await app.post('/sign-in', { email, password, redirectTo })
  expect(answer.headers.get('Location')).toBe('/sign-in/code')
  return cookieIn(answer, 'alqa_pending')
}

/** A lead with a passkey, made through the page. */
async function withPasskey() {
  const { db } = app.services
  const person = await seedPerson(db, { ...en, role: 'lead' })
  const key = new Authenticator('https://alqa.test')
  const as = { as: person.id }
  await app.post(PAGE, { intent: 'begin-passkey', password }, as)
  const passkey = key.create(optionsIn(await (await app.get(PAGE, as)).text()))
  const added = await app.post(PAGE, { intent: 'finish-passkey', name: 'Office', passkey }, as)
  expect(added.status).toBe(200)
  expect(await added.text()).toContain('Your recovery codes')
  // What was asked is asked once.
  expect((await app.post(PAGE, { intent: 'finish-passkey', name: 'Twice', passkey }, as)).status).toBe(400)
  return { ...person, key }
}
const optionsIn = (html: string) =>
  JSON.parse((/data-options="([^"]+)"/.exec(html)?.[1] ?? '').replaceAll('&quot;', '"')) as {
    challenge: string
  }
const stepPage = async (Cookie: string) => (await app.get('/sign-in/code', { headers: { Cookie } })).text()
const signStep = (Cookie: string, passkey: string) =>
  app.post('/sign-in/code', { intent: 'passkey', passkey }, { headers: { Cookie } })

test('passkey: signs in as the second step, and a signature is taken once', async () => {
  const { email, key } = await withPasskey()
  const pending = await firstStep(email, '/grade')
  const other = await firstStep(email)
  const signature = key.sign(optionsIn(await stepPage(pending)))
  // A signature of one sign-in opens no other.
  expect((await signStep(other, signature)).status).toBe(400)
  const answer = await signStep(pending, signature)
  expect(answer.headers.get('Location')).toBe('/grade')
  const Cookie = cookieIn(answer, 'alqa_session')
  expect((await app.get('/grade', { headers: { Cookie } })).status).toBe(200)
  expect((await signStep(pending, signature)).headers.get('Location')).toBe('/sign-in?again=1')
})

test('passkey: another site’s, another person’s and a tampered signature are refused', async () => {
  const { email, key } = await withPasskey()
  const stranger = await withPasskey()
  const pending = await firstStep(email)
  const options = optionsIn(await stepPage(pending))
  const foreign = JSON.parse(key.sign(options))
  foreign.response.clientDataJSON = Buffer.from(
    Buffer.from(foreign.response.clientDataJSON, 'base64url').toString().replace('alqa.test', 'evil.test'),
  ).toString('base64url')
  expect((await signStep(pending, JSON.stringify(foreign))).status).toBe(400)
  const next = optionsIn(await stepPage(pending))
  expect(next.challenge).not.toBe(options.challenge)
  expect((await signStep(pending, stranger.key.sign(next))).status).toBe(400)
  expect((await signStep(pending, key.sign(optionsIn(await stepPage(pending))))).status).toBe(302)
})

test('passkey: a removed one signs in no more, and without any factor the password is enough', async () => {
  const { id, email, key } = await withPasskey()
  const remove = { intent: `remove-passkey:${key.id.toString('base64url')}`, password }
  const stranger = await seedPerson(app.services.db, { ...en, role: 'lead' })
  await app.post(PAGE, remove, { as: stranger.id })
  expect((await app.post('/sign-in', { email, password })).headers.get('Location')).toBe('/sign-in/code')
  expect((await app.post(PAGE, remove, { as: id })).status).toBe(302)
  expect((await app.post('/sign-in', { email, password })).headers.get('Location')).toBe('/')
})
