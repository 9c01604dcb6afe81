import { afterAll, beforeAll, expect, test } from 'vitest'
import { SEED_PASSWORD, seedPerson } from '#db/seeds/people.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const from = (address: string) => ({ headers: { 'X-Forwarded-For': address, 'Accept-Language': 'en' } })
const signIn = (email: string, password: string, address: string) =>
  app.post('/sign-in', { email, password }, from(address))
const statuses = async (count: number, one: () => Promise<Response>) => {
  const found: number[] = []
  for (let times = 0; times < count; times++) found.push((await one()).status)
  return found
}
const person = async () => (await seedPerson(app.services.db)).email
let last = 0
const freshAddress = () => `198.51.100.${++last}`

test('limits: ten failures for one account from one network, then 429 with Retry-After', async () => {
  const email = await person()
  const address = freshAddress()
  expect(await statuses(10, () => signIn(email, 'no', address))).toEqual(Array(10).fill(400))
  const refused = await signIn(email, SEED_PASSWORD, address)
  expect(refused.status).toBe(429)
  const wait = Number(refused.headers.get('Retry-After'))
  expect(wait).toBeGreaterThan(0)
  expect(wait).toBeLessThanOrEqual(900)
  expect(await refused.text()).toContain('Too many attempts')
})

test('limits: a lock in one network is none in another', async () => {
  const email = await person()
  const address = freshAddress()
  await statuses(11, () => signIn(email, 'no', address))
  expect((await signIn(email, SEED_PASSWORD, freshAddress())).status).toBe(302)
})

test('limits: addresses of one IPv6 /64 are one network', async () => {
  const email = await person()
  let host = 0
  expect(await statuses(10, () => signIn(email, 'no', `2001:db8:0:7::${++host}`))).toEqual(
    Array(10).fill(400),
  )
  expect((await signIn(email, 'no', '2001:db8:0:7:ffff::1')).status).toBe(429)
  expect((await signIn(email, 'no', '2001:db8:0:8::1')).status).toBe(400)
})

test('limits: no lock keeps the right password out of a network that has signed in before', async () => {
  const email = await person()
  const home = freshAddress()
  expect((await signIn(email, SEED_PASSWORD, home)).status).toBe(302)
  // Guesses from everywhere: more than the account takes in all.
  for (let network = 0; network < 11; network++) {
    const address = freshAddress()
    await statuses(10, () => signIn(email, 'no', address))
  }
  expect((await signIn(email, SEED_PASSWORD, freshAddress())).status).toBe(429)
  // And from home itself.
  expect(await statuses(12, () => signIn(email, 'no', home))).toEqual(Array(12).fill(400))
  expect((await signIn(email, SEED_PASSWORD, home)).status).toBe(302)
})

test('limits: successes do not count against a network', async () => {
  const address = freshAddress()
  await app.services.limits.network.spend(address)
  const emails = await Promise.all(Array.from({ length: 8 }, person))
  for (const email of emails) expect((await signIn(email, SEED_PASSWORD, address)).status).toBe(302)
  const { db } = app.services
  const points = async () =>
    (await db.selectFrom('rate_limit').where('key', 'like', 'network:%').select('points').execute())
      .map(({ points }) => points)
      .reduce((sum, one) => sum + one, 0)
  const before = await points()
  expect((await signIn(await person(), SEED_PASSWORD, address)).status).toBe(302)
  expect(await points()).toBe(before)
  expect((await signIn(await person(), 'no', address)).status).toBe(400)
  expect(await points()).toBe(before + 1)
})

test('limits: a try that is refused for its network uses up none of the account’s', async () => {
  const email = await person()
  const address = freshAddress()
  for (let times = 0; times < 200; times++) await app.services.limits.network.spend(address)
  expect(await statuses(12, () => signIn(email, 'no', address))).toEqual(Array(12).fill(429))
  await app.services.limits.network.forget(address)
  expect(await statuses(10, () => signIn(email, 'no', address))).toEqual(Array(10).fill(400))
})

test('limits: of wrong tries at the same moment no more than ten reach the password', async () => {
  const email = await person()
  const address = freshAddress()
  const answers = await Promise.all(Array.from({ length: 25 }, () => signIn(email, 'no', address)))
  expect(answers.filter(({ status }) => status === 400)).toHaveLength(10)
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(15)
})

test('limits: networks and e-mails are stored as hashes, and at most 20 networks a person', async () => {
  const { db } = app.services
  const { email, id } = await seedPerson(db)
  for (let times = 0; times < 22; times++) await signIn(email, SEED_PASSWORD, `203.0.113.${times + 1}`)
  const networks = await db.selectFrom('known_network').where('person_id', '=', id).selectAll().execute()
  expect(networks).toHaveLength(20)
  await signIn(email, 'no', '203.0.113.99')
  const keys = await db.selectFrom('rate_limit').select('key').execute()
  expect(JSON.stringify([networks, keys])).not.toMatch(/203\.0\.113|@demo\.test/)
})

test('limits: an unknown address is locked like a known one, in the same words', async () => {
  const address = freshAddress()
  const known = await person()
  const seen = async (email: string) => {
    const pages = []
    for (let times = 0; times < 11; times++) {
      const answer = await signIn(email, 'no', address)
      pages.push([answer.status, (await answer.text()).replaceAll(email, '…').replace(/nonce="[^"]+"/g, '')])
    }
    return pages
  }
  expect(await seen('nobody@sot.kz')).toEqual(await seen(known))
})
