import { randomUUID } from 'node:crypto'
import type { Locale } from '#app/i18n/locales.ts'
import type { TxCtx } from '#app/platform/ctx.ts'
import { enqueue } from '#app/platform/jobs.server.ts'
import { type Notification, wordsOf } from './catalogue.server.ts'

/** Whom a message goes to. */
export type Recipient = { id: string; name: string; email: string; locale: Locale }

/** Queues one message by mail, in the reader's language, within the transaction of what it tells of. */
export async function notify(tx: TxCtx, to: Recipient, notification: Notification): Promise<void> {
  const { subject, text } = wordsOf(notification, to.locale, to.name)
  const mailId = randomUUID()
  await tx.db
    .insertInto('mail')
    .values({
      id: mailId,
      person_id: to.id,
      recipient: to.email,
      kind: notification.kind,
      subject,
      created_at: tx.now(),
    })
    .execute()
  await enqueue(tx, 'mail.send', { mailId, to: to.email, subject, text })
}
