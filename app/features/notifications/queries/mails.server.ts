import { sql } from 'kysely'
import type { Permit } from '#app/access/permit.ts'
import type { Ctx } from '#app/platform/ctx.ts'

const PAGE = 50

/** A mail as staff see it: whom it went to and how that went, never its text. */
export type MailRow = {
  id: string
  recipient: string
  kind: string
  subject: string
  createdAt: Date
  sentAt: Date | null
  file: string | null
}

const mails = (ctx: Ctx) =>
  ctx.db
    .selectFrom('mail')
    .select(['id', 'recipient', 'kind', 'subject', 'created_at as createdAt', 'sent_at as sentAt', 'file'])

/** The newest 50 mails, or the 50 before the mail `before`; `next` leads on. */
export async function listMails(
  ctx: Ctx,
  _permit: Permit<'jobs.read'>,
  before: string | null,
): Promise<{ rows: MailRow[]; next: string | null }> {
  let query = mails(ctx)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(PAGE + 1)
  if (before)
    query = query.where(
      sql<boolean>`(created_at, id) < (select m.created_at, m.id from mail m where m.id::text = ${before})`,
    )
  const found = await query.execute()
  const rows = found.slice(0, PAGE)
  return { rows, next: found.length > PAGE ? (rows.at(-1)?.id ?? null) : null }
}

/** One mail; null where there is none. */
export async function oneMail(ctx: Ctx, _permit: Permit<'jobs.read'>, id: string): Promise<MailRow | null> {
  const row = await mails(ctx).where(sql<boolean>`id::text = ${id}`).executeTakeFirst()
  return row ?? null
}
