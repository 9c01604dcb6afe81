import type { Ctx } from '#app/platform/ctx.ts'

/** Mails to a person. Their texts are not kept once they are sent; links in them would let somebody in. */
export const exportMails = (ctx: Ctx, personId: string) =>
  ctx.db
    .selectFrom('mail')
    .where('person_id', '=', personId)
    .orderBy('created_at')
    .select(['kind', 'recipient', 'subject', 'created_at as createdAt', 'sent_at as sentAt'])
    .execute()
