import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SEED_PASSWORD, type SeededPerson, seedPerson } from '#db/seeds/people.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'
import { sentMails } from '#tests/setup/mails.ts'

let app: TestApp
let now: number
const en = { locale: 'en' as const }
const PAGE = '/account/second-factor'
const password = SEED_PASSWORD

beforeAll(async () => {
  app = await openTestApp({ PUBLIC_URL: 'https://alqa.test' })
  now = Date.now()
})
afterAll(() => app.close())

/** Moves the clock, so that the app shows its next code. */
function nextCode(): void {
  now += 60_000
  app.setNow(new Date(now))
}
const codeOf = (secret: string, at = now) =>
  new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate({ timestamp: at })
const cookieIn = (answer: Response, name: string) =>
  answer.headers
    .getSetCookie()
    .find((one) => one.startsWith(`${name}=`))
    ?.split(';')[0] ?? ''
const auditOf = async (personId: string) =>
  (
    await app.services.db
      .selectFrom('audit_event')
      .where('subject_id', '=', personId)
      .orderBy('id')
      .select('type')
      .execute()
  ).map(({ type }) => type)

type WithTotp = SeededPerson & { secret: string; codes: string[] }

/** A lead who has set up an app through the page. */
async function withTotp(): Promise<WithTotp> {
  const person = await seedPerson(app.services.db, { ...en, role: 'lead' })
  const as = { as: person.id }
  nextCode()
  expect((await app.post(PAGE, { intent: 'begin-totp', password }, as)).status).toBe(302)
  const setup = await (await app.get(PAGE, as)).text()
  const secret = /<code>([A-Z2-7 ]+)<\/code>/.exec(setup)?.[1]?.replaceAll(' ', '') ?? ''
  const confirmed = await app.post(PAGE, { intent: 'confirm-totp', code: codeOf(secret) }, as)
  expect(confirmed.status).toBe(200)
  expect(confirmed.headers.get('Cache-Control')).toContain('no-store')
  const codes = [...(await confirmed.text()).matchAll(/<code>([\w-]{14})<\/code>/g)].map(
    ([, code]) => code ?? '',
  )
  expect(codes).toHaveLength(10)
  return { ...person, secret, codes }
}

/** The first step; answers the cookie of the waiting sign-in. */
async function firstStep(email: string, redirectTo = ''): Promise<string> {
  const answer = await app.post('/sign-in', { email, password, redirectTo })
  expect(answer.headers.get('Location')).toBe('/sign-in/code')
  expect(cookieIn(answer, 'alqa_session')).toBe('')
  return cookieIn(answer, 'alqa_pending')
}
const secondStep = (Cookie: string, code: string) =>
  app.post('/sign-in/code', { intent: 'code', code }, { headers: { Cookie, 'Accept-Language': 'en' } })

test('second factor: setting up shows a QR code and a key, and recovery codes once; everything is audited', async () => {
  const { id, secret, codes } = await withTotp()
  const page = await (await app.get(PAGE, { as: id })).text()
  expect(page).toContain('On since')
  expect(page).toContain('10 recovery codes are left')
  for (const secretText of [secret, ...codes]) expect(page).not.toContain(secretText)
  expect(await auditOf(id)).toEqual(['totp.added', 'recovery-codes.made'])
  const { db } = app.services
  const [row] = await db.selectFrom('totp').where('person_id', '=', id).selectAll().execute()
  const stored = await db.selectFrom('recovery_code').where('person_id', '=', id).selectAll().execute()
  const dump = JSON.stringify([row, stored])
  for (const secretText of [secret, ...codes, ...codes.map((code) => code.replaceAll('-', ''))])
    expect(dump).not.toContain(secretText)
})

test('second factor: a sign-in takes password and code, and leads to where one wanted to go', async () => {
  const { email, secret } = await withTotp()
  const pending = await firstStep(email, '/grade')
  expect((await app.get('/grade', { headers: { Cookie: pending } })).headers.get('Location')).toContain(
    '/sign-in',
  )
  nextCode()
  const answer = await secondStep(pending, codeOf(secret))
  expect(answer.headers.get('Location')).toBe('/grade')
  const session = cookieIn(answer, 'alqa_session')
  expect((await app.get('/grade', { headers: { Cookie: session } })).status).toBe(200)
  expect((await secondStep(pending, codeOf(secret))).headers.get('Location')).toBe('/sign-in?again=1')
})

test('second factor: a wrong code is answered beside its field; five tries end the step', async () => {
  const { email, secret } = await withTotp()
  const pending = await firstStep(email)
  for (let tries = 0; tries < 4; tries++) {
    const wrong = await secondStep(pending, '000000')
    expect(wrong.status).toBe(400)
    const html = await wrong.text()
    expect(html).toContain('id="code-error"')
    expect(html).toContain('This code is wrong, expired or used already')
  }
  expect((await secondStep(pending, '000000')).headers.get('Location')).toBe('/sign-in?again=1')
  nextCode()
  expect((await secondStep(pending, codeOf(secret))).headers.get('Location')).toBe('/sign-in?again=1')
  expect(
    await (await app.get('/sign-in?again=1', { headers: { 'Accept-Language': 'en' } })).text(),
  ).toContain('Sign in again')
})

test('second factor: tries are bounded over all sign-ins of a person, with Retry-After', async () => {
  const { email } = await withTotp()
  const statuses: number[] = []
  for (let round = 0; round < 3; round++) {
    const pending = await firstStep(email)
    for (let tries = 0; tries < 4; tries++) {
      const answer = await secondStep(pending, '000000')
      statuses.push(answer.status)
      if (answer.status === 429) expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0)
    }
  }
  expect(statuses).toEqual([...Array(10).fill(400), 429, 429])
})

test('second factor: a code is taken once, also by two sign-ins at the same moment', async () => {
  const { email, secret } = await withTotp()
  for (let round = 0; round < 3; round++) {
    const waiting = await Promise.all([firstStep(email), firstStep(email), firstStep(email)])
    nextCode()
    const answers = await Promise.all(waiting.map((pending) => secondStep(pending, codeOf(secret))))
    expect(answers.map(({ status }) => status).sort()).toEqual([302, 400, 400])
  }
  const last = await firstStep(email)
  expect((await secondStep(last, codeOf(secret))).status).toBe(400)
  // The code of the step before is older than the one that was taken.
  expect((await secondStep(last, codeOf(secret, now - 30_000))).status).toBe(400)
})

test('second factor: a step that waited for more than ten minutes is over', async () => {
  const { email, secret } = await withTotp()
  const pending = await firstStep(email)
  now += 10 * 60_000 + 1_000
  app.setNow(new Date(now))
  const Cookie = pending
  expect((await app.get('/sign-in/code', { headers: { Cookie } })).headers.get('Location')).toBe(
    '/sign-in?again=1',
  )
  expect((await secondStep(pending, codeOf(secret))).headers.get('Location')).toBe('/sign-in?again=1')
})

test('second factor: a recovery code signs in once, however it is typed', async () => {
  const { id, email, codes } = await withTotp()
  const typed = (codes[0] ?? '').toLowerCase().replaceAll('-', ' ')
  const waiting = await Promise.all([firstStep(email), firstStep(email)])
  const answers = await Promise.all(waiting.map((pending) => secondStep(pending, typed)))
  expect(answers.map(({ status }) => status).sort()).toEqual([302, 400])
  expect(await auditOf(id)).toContain('recovery-code.used')
  expect(
    await (
      await app.get(PAGE, {
        headers: {
          Cookie: cookieIn(answers.find(({ status }) => status === 302) as Response, 'alqa_session'),
        },
      })
    ).text(),
  ).toContain('9 recovery codes are left')
})

test('second factor: a recovery code of another person is none', async () => {
  const [one, two] = [await withTotp(), await withTotp()]
  expect((await secondStep(await firstStep(one.email), two.codes[0] ?? '')).status).toBe(400)
})

test('second factor: a link for a new password does not go around it', async () => {
  const { email, secret } = await withTotp()
  await app.post('/forgot', { email })
  await app.drain()
  const [mail] = await sentMails(app, email)
  const path = /https:\/\/alqa\.test(\/reset\/\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
  const chosen = await app.post(path, { newPassword: 'соттылық ережелері' })
  expect(chosen.headers.get('Location')).toBe('/sign-in/code')
  expect(cookieIn(chosen, 'alqa_session')).toBe('')
  nextCode()
  expect((await secondStep(cookieIn(chosen, 'alqa_pending'), codeOf(secret))).headers.get('Location')).toBe(
    '/',
  )
})

test('second factor: the first one ends other sessions; removing the last takes the codes along', async () => {
  const { db } = app.services
  const { id, email } = await seedPerson(db, { ...en, role: 'instructor' })
  const other = (await app.services.sessions.open(id)).split(';')[0] ?? ''
  const as = { as: id }
  nextCode()
  await app.post(PAGE, { intent: 'begin-totp', password }, as)
  const secret =
    /<code>([A-Z2-7 ]+)<\/code>/.exec(await (await app.get(PAGE, as)).text())?.[1]?.replaceAll(' ', '') ?? ''
  expect((await app.get('/account', { headers: { Cookie: other } })).status).toBe(200)
  await app.post(PAGE, { intent: 'confirm-totp', code: codeOf(secret) }, as)
  expect((await app.get('/account', { headers: { Cookie: other } })).status).toBe(302)
  const wrong = await app.post(PAGE, { intent: 'remove-totp', password: 'no' }, as)
  expect(wrong.status).toBe(400)
  expect(await wrong.text()).toContain('id="password-error"')
  expect((await app.post(PAGE, { intent: 'remove-totp', password }, as)).status).toBe(302)
  expect(
    await db.selectFrom('recovery_code').where('person_id', '=', id).select('code_hash').execute(),
  ).toEqual([])
  expect((await app.post('/sign-in', { email, password })).headers.get('Location')).toBe('/')
  expect(await auditOf(id)).toEqual(['totp.added', 'recovery-codes.made', 'totp.removed'])
})

test('second factor: new recovery codes end the old ones', async () => {
  const { id, email, codes } = await withTotp()
  const renewed = await app.post(PAGE, { intent: 'new-codes', password }, { as: id })
  const fresh = /<code>([\w-]{14})<\/code>/.exec(await renewed.text())?.[1] ?? ''
  expect((await secondStep(await firstStep(email), codes[0] ?? '')).status).toBe(400)
  expect((await secondStep(await firstStep(email), fresh)).status).toBe(302)
})

test('second factor: an administrator resets a lost one: audited, told by mail, sessions ended; nobody one’s own', async () => {
  const admin = await seedPerson(app.services.db, { ...en, role: 'admin' })
  const { id, email } = await withTotp()
  const reset = (personId: string, as: string) =>
    app.post('/admin/people', { intent: 'second-factor', personId }, { as })
  expect(await (await app.get(`/admin/people?person=${id}`, { as: admin.id })).text()).toContain(
    'Remove the second factor of',
  )
  expect((await reset(admin.id, admin.id)).status).toBe(409)
  expect((await reset(admin.id, id)).status).toBe(403)
  expect((await reset(id, admin.id)).headers.get('Location')).toContain('done=secondFactor')
  expect((await app.get('/account', { as: id })).status).toBe(302)
  expect((await app.post('/sign-in', { email, password })).headers.get('Location')).toBe('/')
  expect((await auditOf(id)).at(-1)).toBe('second-factor.reset')
  await app.drain()
  const [mail] = await sentMails(app, email)
  expect(mail?.subject).toBe('Your second factor was removed')
})

test('second factor: participants have none; unknown intents, broken passkeys and other people’s are refused', async () => {
  const pupil = await seedPerson(app.services.db)
  expect((await app.get(PAGE, { as: pupil.id })).status).toBe(403)
  expect((await app.post(PAGE, { intent: 'begin-totp', password }, { as: pupil.id })).status).toBe(403)
  const lead = await seedPerson(app.services.db, { ...en, role: 'lead' })
  const as = { as: lead.id }
  expect((await app.post(PAGE, { intent: 'grow' }, as)).status).toBe(400)
  for (const passkey of ['', 'x', '{}', '{"id":"x"}']) {
    await app.post(PAGE, { intent: 'begin-passkey', password }, as)
    const answer = await app.post(PAGE, { intent: 'finish-passkey', name: 'Key', passkey }, as)
    expect(answer.status).toBe(400)
  }
  expect((await app.post(PAGE, { intent: 'confirm-totp', code: '123456' }, as)).status).toBe(302)
})

test('second factor: where it is required, staff without one come to nothing else first', async () => {
  const strict = await openTestApp({ STAFF_SECOND_FACTOR: 'required' })
  try {
    const { db } = strict.services
    const staff = await seedPerson(db, { ...en, role: 'admin' })
    const pupil = await seedPerson(db)
    for (const address of ['/admin', '/admin/people', '/account'])
      expect((await strict.get(address, { as: staff.id })).headers.get('Location')).toBe(PAGE)
    expect(
      (
        await strict.post('/admin/people', { intent: 'deactivate', personId: pupil.id }, { as: staff.id })
      ).headers.get('Location'),
    ).toBe(PAGE)
    expect(await (await strict.get(PAGE, { as: staff.id })).text()).toContain(
      'Your academy requires a second factor',
    )
    expect((await strict.get('/account', { as: pupil.id })).status).toBe(200)
    await strict.post(PAGE, { intent: 'begin-totp', password }, { as: staff.id })
    const secret =
      /<code>([A-Z2-7 ]+)<\/code>/
        .exec(await (await strict.get(PAGE, { as: staff.id })).text())?.[1]
        ?.replaceAll(' ', '') ?? ''
    await strict.post(PAGE, { intent: 'confirm-totp', code: codeOf(secret, Date.now()) }, { as: staff.id })
    expect((await strict.get('/admin', { as: staff.id })).status).toBe(200)
  } finally {
    await strict.close()
  }
})
