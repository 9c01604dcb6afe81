import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Locale } from '#app/i18n/locales.ts'
import type { TxCtx } from '#app/platform/ctx.ts'
import { enqueueAll } from '#app/platform/jobs.server.ts'
import { type Notification, wordsOf } from '../catalogue.server.ts'

/** Whom a message goes to. */
export type Recipient = { id: string; name: string; email: string; locale: Locale }

/** Queues one message by mail, in the reader's language, within the transaction of what it tells of. */
export const notify = (tx: TxCtx, to: Recipient, notification: Notification): Promise<void> =>
  notifyAll(tx, [{ to, notification }])

/** Queues a message to each of many people, in two statements. */
export async function notifyAll(
  tx: TxCtx,
  messages: { to: Recipient; notification: Notification }[],
): Promise<void> {
  if (messages.length === 0) return
  const mails = messages.map(({ to, notification }) => ({
    id: randomUUID(),
    personId: to.id,
    recipient: to.email,
    kind: notification.kind,
    ...wordsOf(notification, to.locale, to.name),
  }))
  const rows = mails.map(({ text: _text, ...row }) => row)
  await sql`
    insert into mail (id, person_id, recipient, kind, subject, created_at)
    select m.id, m."personId", m.recipient, m.kind, m.subject, ${tx.now()}::timestamptz
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as m(id uuid, "personId" uuid, recipient text, kind text, subject text)`.execute(tx.db)
  await enqueueAll(
    tx,
    'mail.send',
    mails.map(({ id, recipient, subject, text }) => ({
      payload: { mailId: id, to: recipient, subject, text },
    })),
  )
}
