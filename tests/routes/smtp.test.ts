import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedPerson } from '#db/seeds/people.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'

let app: TestApp
let smtp: SMTPServer
const received: ParsedMail[] = []
beforeAll(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      simpleParser(stream)
        .then((mail) => received.push(mail))
        .then(() => done(), done)
    },
  })
  await new Promise<void>((listening) => smtp.listen(0, '127.0.0.1', listening))
  const { port } = smtp.server.address() as AddressInfo
  app = await openTestApp({
    SMTP_URL: `smtp://127.0.0.1:${port}`,
    MAIL_FROM: 'Alqa <alqa@academy.kz>',
    PUBLIC_URL: 'https://alqa.test',
  })
})
afterAll(async () => {
  await app.close()
  await new Promise<void>((closed) => smtp.close(closed))
})

test('an invitation arrives by SMTP in Kazakh, its link works, and the text is shown nowhere', async () => {
  const { db } = app.services
  const admin = await seedPerson(db, { role: 'admin', name: 'Жанар Төлегенова' })
  const email = 'ulzhan@sot.kz'
  const form = { intent: 'invite', name: 'Ұлжан Өтегенова', email, role: 'participant', locale: 'kk' }
  expect((await app.post('/admin/people', form, { as: admin.id })).status).toBe(302)
  await app.drain()
  const [mail] = received
  expect(mail?.subject).toBe('Онлайн курсқа шақыру')
  expect(mail?.from?.text).toContain('alqa@academy.kz')
  expect(mail?.to).toMatchObject({ text: email })
  expect(mail?.text).toContain('Сәлеметсіз бе, Ұлжан Өтегенова!')
  expect(mail?.text).toMatch(/мерзімі: .+ \(Алматы, UTC\+5\)\./)
  const link = /https:\/\/alqa\.test(\/invite\/[\w-]{43})/.exec(mail?.text ?? '')?.[1] ?? ''
  const opened = await (await app.get(link)).text()
  expect(opened).toContain('lang="kk"')
  expect(opened).toContain('Alqa-ға қош келдіңіз, Ұлжан Өтегенова')
  expect((await app.post(link, { newPassword: 'соттылық ережелері' })).status).toBe(302)
  const row = await db
    .selectFrom('mail')
    .where('recipient', '=', email)
    .select('id')
    .executeTakeFirstOrThrow()
  expect((await app.get(`/admin/jobs/mail/${row.id}`, { as: admin.id })).status).toBe(404)
  expect(await (await app.get('/admin/jobs', { as: admin.id })).text()).not.toContain('/admin/jobs/mail/')
})
