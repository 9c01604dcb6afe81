import type { Kysely } from 'kysely'
import type { JobHandlers } from '#app/platform/jobs.server.ts'
import { eraseMailFile, type Mailer } from '#app/platform/mailer.server.ts'
import type { DB } from '#db/schema.ts'

type Options = {
  /** Null where mail is off: then none is sent. */
  send: Mailer | null
  folder: string
  now: () => Date
}

/** Sends queued mails: one that is marked as sent is not sent again, one that was erased not at all. */
export const notificationJobs = (
  db: Kysely<DB>,
  { send, folder, now }: Options,
): JobHandlers<'mail.send' | 'mail.erase'> => ({
  async 'mail.send'({ mailId, to, subject, text }) {
    const mail = await db.selectFrom('mail').where('id', '=', mailId).select('sent_at').executeTakeFirst()
    if (!send || !mail || mail.sent_at) return
    const file = await send({ id: mailId, to, subject, text })
    const noted = await db
      .updateTable('mail')
      .set({ sent_at: now(), file })
      .where('id', '=', mailId)
      .executeTakeFirst()
    // Erased while it was sent.
    if (file && noted.numUpdatedRows === 0n) await eraseMailFile(folder, file)
  },
  async 'mail.erase'({ files }) {
    for (const file of files) await eraseMailFile(folder, file)
  },
})
