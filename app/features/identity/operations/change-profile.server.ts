import type { Permit } from '#app/access/permit.ts'
import type { Locale } from '#app/i18n/locales.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'

/** Changes one's own name and language. */
export async function changeProfile(
  ctx: Ctx,
  permit: Permit<'account.manage'>,
  { name, locale }: { name: string; locale: Locale },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await tx.db.updateTable('person').set({ name, locale }).where('id', '=', permit.personId).execute()
    await recordAudit(tx, { type: 'person.changed', subjectId: permit.personId, details: { name, locale } })
  })
}
