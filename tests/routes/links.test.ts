import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commandCtx } from '#app/commands/course.ts'
import { issueLink } from '#app/features/identity/steps/accounts.server.ts'
import { inTransaction } from '#app/platform/ctx.ts'
import { SEED_PASSWORD, seedPerson } from '#db/seeds/people.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'
import { sentMails } from '#tests/setup/mails.ts'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp({ PUBLIC_URL: 'https://alqa.test' })
})
afterAll(() => app.close())

const NEW = 'соттылық ережелері'
const link = (personId: string, purpose: 'invitation' | 'reset') =>
  inTransaction(commandCtx(app.services), (tx) => issueLink(tx, personId, purpose))

test('a known and an unknown address get the same answer; only the known one gets a mail, with a zone', async () => {
  const { email } = await seedPerson(app.services.db, { locale: 'kk' })
  const ask = async (address: string) => {
    const answer = await app.post('/forgot', { email: address }, { headers: { 'Accept-Language': 'en' } })
    return [answer.status, (await answer.text()).replaceAll(address, '…').replace(/nonce="[^"]+"/g, '')]
  }
  expect(await ask('nobody@sot.kz')).toEqual(await ask(email))
  await app.drain()
  expect(await sentMails(app, 'nobody@sot.kz')).toEqual([])
  const [mail] = await sentMails(app, email)
  expect(mail?.subject).toBe('Alqa үшін жаңа құпиясөз')
  expect(mail?.text).toMatch(/https:\/\/alqa\.test\/reset\/[\w-]{43}\n/)
  expect(mail?.text).toContain('(Алматы, UTC+5)')
})

test('the fourth wish for a mail within an hour is refused, for unknown addresses, too', async () => {
  for (const address of ['x1@sot.kz', (await seedPerson(app.services.db)).email]) {
    for (let i = 0; i < 3; i++) expect((await app.post('/forgot', { email: address })).status).toBe(200)
    expect((await app.post('/forgot', { email: address })).status).toBe(429)
  }
})

test('a link sets the password, ends every other session, opens a new one, and is dead then', async () => {
  const person = await seedPerson(app.services.db)
  const { path } = await link(person.id, 'reset')
  expect((await app.get('/account', { as: person.id })).status).toBe(200)
  expect((await app.get(path)).status).toBe(200)
  const chosen = await app.post(path, { newPassword: NEW })
  expect(chosen.status).toBe(302)
  const Cookie = chosen.headers.get('Set-Cookie')?.split(';')[0] ?? ''
  expect((await app.get('/account', { headers: { Cookie } })).status).toBe(200)
  expect((await app.get('/account', { as: person.id })).status).toBe(302)
  expect((await app.get(path)).status).toBe(410)
  expect((await app.post(path, { newPassword: NEW })).status).toBe(410)
  expect((await app.post('/sign-in', { email: person.email, password: NEW })).status).toBe(302)
  expect((await app.post('/sign-in', { email: person.email, password: SEED_PASSWORD })).status).toBe(400)
})

test('of requests at the same time exactly one spends a link', async () => {
  const { id } = await seedPerson(app.services.db)
  const { path } = await link(id, 'invitation')
  const answers = await Promise.all(
    Array.from({ length: 6 }, (_, i) => app.post(path, { newPassword: `${NEW} ${i}` })),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([302, 410, 410, 410, 410, 410])
})

test('links run out: a reset after one hour, an invitation after 14 days', async () => {
  const { id } = await seedPerson(app.services.db)
  const began = Date.now()
  const reset = await link(id, 'reset')
  const invitation = await link(id, 'invitation')
  const at = async (ms: number, path: string) => {
    app.setNow(new Date(began + ms))
    const { status } = await app.get(path)
    app.setNow(null)
    return status
  }
  const hour = 3_600_000
  expect(await at(hour - 5_000, reset.path)).toBe(200)
  expect(await at(hour + 5_000, reset.path)).toBe(410)
  expect(await at(14 * 24 * hour - 5_000, invitation.path)).toBe(200)
  expect(await at(14 * 24 * hour + 5_000, invitation.path)).toBe(410)
  // A link opens only its own door.
  expect((await app.get(reset.path.replace('/reset/', '/invite/'))).status).toBe(410)
})

test('a deactivated person’s link is dead, and a newer link ends the older', async () => {
  const gone = await seedPerson(app.services.db, { deactivated_at: new Date() })
  const dead = await link(gone.id, 'reset')
  expect((await app.get(dead.path)).status).toBe(410)
  const { id } = await seedPerson(app.services.db)
  const first = await link(id, 'invitation')
  const second = await link(id, 'invitation')
  expect((await app.get(first.path)).status).toBe(410)
  expect((await app.get(second.path)).status).toBe(200)
})

test('the database keeps only hashes of links and sessions', async () => {
  const { id } = await seedPerson(app.services.db)
  const token = (await link(id, 'reset')).path.split('/').at(-1) ?? ''
  expect(Buffer.from(token, 'base64url').length).toBe(32)
  const session = (await app.cookieOf(id)).split('=')[1] ?? ''
  const hash = (secret: string) => createHash('sha256').update(secret).digest('base64url')
  const { db } = app.services
  const links = await db.selectFrom('access_link').where('person_id', '=', id).select('token_hash').execute()
  expect(links).toEqual([{ token_hash: hash(token) }])
  const sessions = await db.selectFrom('session').where('person_id', '=', id).select('id').execute()
  expect(sessions).toEqual([{ id: hash(session) }])
})

test('a short or personal password is refused beside its field and never sent back', async () => {
  const { id, name } = await seedPerson(app.services.db, { name: 'Дәулет Қасымов' })
  const { path } = await link(id, 'reset')
  const headers = { 'Accept-Language': 'en', Cookie: 'alqa_locale=en' }
  const short = await app.post(path, { newPassword: 'қысқа' }, { headers })
  expect(short.status).toBe(400)
  const html = await short.text()
  expect(html).toContain('id="newPassword-error"')
  expect(html).toContain('At least 10 characters.')
  expect(html).not.toContain('қысқа')
  const own = await app.post(path, { newPassword: name }, { headers })
  expect(await own.text()).toContain('Do not use your name or e-mail address')
})

test('the account changes name, language and password, the last with the current one', async () => {
  const person = await seedPerson(app.services.db, { role: 'observer' })
  const as = person.id
  const saved = await app.post('/account', { name: 'Жаңа Есім', locale: 'en' }, { as })
  expect(saved.status).toBe(302)
  const page = await (await app.get('/account', { as })).text()
  expect(page).toContain('lang="en"')
  expect(page).toContain('value="Жаңа Есім"')
  const wrong = await app.post('/account', { intent: 'password', password: 'no', newPassword: NEW }, { as })
  expect(wrong.status).toBe(400)
  expect(await wrong.text()).toContain('This is not your current password.')
  const right = { intent: 'password', password: SEED_PASSWORD, newPassword: NEW }
  const changed = await app.post('/account', right, { as })
  expect(changed.status).toBe(302)
  expect(changed.headers.get('Set-Cookie')).toMatch(/^alqa_session=./)
  expect((await app.get('/account', { as })).status).toBe(302)
})

test('guessing the current password is limited', async () => {
  const { id: as } = await seedPerson(app.services.db)
  const guess = { intent: 'password', password: 'no', newPassword: NEW }
  for (let i = 0; i < 10; i++) expect((await app.post('/account', guess, { as })).status).toBe(400)
  expect((await app.post('/account', guess, { as })).status).toBe(429)
})
