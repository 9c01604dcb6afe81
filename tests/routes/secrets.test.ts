import { afterAll, beforeAll, expect, test } from 'vitest'
import { commandCtx } from '#app/commands/course.ts'
import { issueLink } from '#app/features/identity/steps/accounts.server.ts'
import { inTransaction } from '#app/platform/ctx.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp({ LOG_LEVEL: 'debug', PUBLIC_URL: 'https://alqa.test' })
})
afterAll(() => app.close())

test('log: no line carries the token of a link or the key of a calendar, in an address or in an error', async () => {
  const { id } = await seedPerson(app.services.db)
  const paths = await Promise.all(
    (['reset', 'invitation'] as const).map((purpose) =>
      inTransaction(commandCtx(app.services), async (tx) => (await issueLink(tx, id, purpose)).path),
    ),
  )
  for (const path of paths) {
    expect((await app.get(path)).status).toBe(200)
    expect((await app.get(`${path}.data`)).status).toBeLessThan(500)
    expect((await app.post(path, { newPassword: 'short' })).status).toBe(400)
    app.services.log.error({ err: new Error(`broken at https://alqa.test${path}`) }, `seen ${path}`)
  }
  await app.get('/calendar.ics?key=topsecret')
  app.services.log.error('GET /calendar.ics?key=topsecret')
  const log = app.logLines.join('')
  expect(log).toContain('/reset/[secret]')
  expect(log).toContain('/invite/[secret]')
  for (const secret of [...paths.map((path) => path.split('/').at(-1) ?? ''), 'topsecret'])
    expect(log).not.toContain(secret)
})

test('mail: letters with links are shown to nobody outside the demo', async () => {
  const { db } = app.services
  const admin = await seedPerson(db, { role: 'admin', locale: 'en' })
  const { email } = await seedPerson(db)
  await app.post('/forgot', { email })
  await app.drain()
  const mail = await db
    .selectFrom('mail')
    .where('recipient', '=', email)
    .select(['id', 'file'])
    .executeTakeFirstOrThrow()
  expect(mail.file).not.toBeNull()
  expect((await app.get(`/admin/jobs/mail/${mail.id}`, { as: admin.id })).status).toBe(404)
  expect(await (await app.get('/admin/jobs', { as: admin.id })).text()).not.toContain('/admin/jobs/mail/')
})

test('mail: where it is off nothing is sent, and the pages that need it say so', async () => {
  const off = await openTestApp({ MAIL: 'off' })
  try {
    const { db } = off.services
    const admin = await seedPerson(db, { role: 'admin', locale: 'en' })
    const invite = {
      intent: 'invite',
      name: 'Жаңа Адам',
      email: 'zhana@sot.kz',
      role: 'participant',
      locale: 'kk',
    }
    expect((await off.post('/admin/people', invite, { as: admin.id })).status).toBe(302)
    await off.drain()
    expect(await db.selectFrom('mail').select(['sent_at', 'file']).execute()).toEqual([
      { sent_at: null, file: null },
    ])
    const as = { as: admin.id }
    expect(await (await off.get('/admin/jobs', as)).text()).toContain('Mail is switched off')
    expect(await (await off.get('/admin/people?invite=1', as)).text()).toContain(
      'No mail goes out of this installation',
    )
    const headers = { 'Accept-Language': 'en' }
    expect(await (await off.get('/forgot', { headers })).text()).toContain('no link can be sent')
  } finally {
    await off.close()
  }
})
