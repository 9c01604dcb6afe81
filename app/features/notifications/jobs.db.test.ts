import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OutgoingMail } from '#app/platform/mailer.server.ts'
import { openDatabase } from '#db/client.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts'
import { notificationJobs } from './jobs.server.ts'

const now = new Date('2026-11-24T04:00:00Z')
let database: TestDatabase
let db: ReturnType<typeof openDatabase>
beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.url)
})
afterAll(async () => {
  await db.destroy()
  await database.drop()
})

async function queued() {
  const { id: personId, email } = await seedPerson(db, {})
  const { id } = await db
    .insertInto('mail')
    .values({ person_id: personId, recipient: email, kind: 'reset', subject: 'Тақырып', created_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { mailId: id, to: email, subject: 'Тақырып', text: 'Мәтін' }
}

/** The jobs of a house whose mails go into a list. */
function house() {
  const sent: OutgoingMail[] = []
  const send = async (mail: OutgoingMail) => {
    sent.push(mail)
    return null
  }
  return { sent, jobs: notificationJobs(db, { send, folder: '/nowhere', now: () => now }) }
}

test('mail: a job that runs twice sends once', async () => {
  const { sent, jobs } = house()
  const mail = await queued()
  await jobs['mail.send'](mail)
  await jobs['mail.send'](mail)
  expect(sent.map(({ id, to }) => ({ id, to }))).toEqual([{ id: mail.mailId, to: mail.to }])
})

test('mail: one that was erased meanwhile is not sent', async () => {
  const { sent, jobs } = house()
  const mail = await queued()
  await db.deleteFrom('mail').where('id', '=', mail.mailId).execute()
  await jobs['mail.send'](mail)
  expect(sent).toEqual([])
})

test('mail: one that the server refuses stays unsent and is tried again', async () => {
  const mail = await queued()
  let tries = 0
  const jobs = notificationJobs(db, {
    send: async () => {
      tries += 1
      if (tries === 1) throw new Error('450 try later')
      return null
    },
    folder: '/nowhere',
    now: () => now,
  })
  await expect(jobs['mail.send'](mail)).rejects.toThrow('450')
  await jobs['mail.send'](mail)
  const row = await db.selectFrom('mail').where('id', '=', mail.mailId).select('sent_at').executeTakeFirst()
  expect([tries, row?.sent_at]).toEqual([2, now])
})
