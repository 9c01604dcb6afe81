import type { Permit } from '#app/access/permit.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'

/** Makes the address of one's own calendar feed useless; the calendar page shows a new one from then on. */
export async function renewCalendarKey(ctx: Ctx, permit: Permit<'account.manage'>): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await tx.db
      .updateTable('person')
      .set((eb) => ({ calendar_key_number: eb('calendar_key_number', '+', 1) }))
      .where('id', '=', permit.personId)
      .execute()
    await recordAudit(tx, { type: 'calendar-key.renewed', subjectId: permit.personId })
  })
}
