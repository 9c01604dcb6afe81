import type { Kysely } from 'kysely'
import type { JobHandlers } from '#app/platform/jobs.server.ts'
import type { Mailer } from '#app/platform/mailer.server.ts'
import type { DB } from '#db/schema.ts'

/** Sends queued mails. A mail that is marked as sent is not sent again; where mail is off, `send` is null and none is. */
export const notificationJobs = (
  db: Kysely<DB>,
  send: Mailer | null,
  now: () => Date,
): JobHandlers<'mail.send'> => ({
  async 'mail.send'({ mailId, to, subject, text }) {
    const mail = await db.selectFrom('mail').where('id', '=', mailId).select('sent_at').executeTakeFirst()
    if (!send || !mail || mail.sent_at) return
    const file = await send({ id: mailId, to, subject, text })
    await db.updateTable('mail').set({ sent_at: now(), file }).where('id', '=', mailId).execute()
  },
})
