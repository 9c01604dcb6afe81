import type { Permit } from '#app/access/permit.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'

/** Opens the door again; the old password still fits, sessions and links do not come back. Nothing happens to an erased one. */
export async function reactivatePerson(ctx: Ctx, permit: Permit<'person.change'>): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const changed = await tx.db
      .updateTable('person')
      .set({ deactivated_at: null })
      .where('id', '=', permit.personId)
      .where('deactivated_at', 'is not', null)
      .where('erased_at', 'is', null)
      .executeTakeFirst()
    if (changed.numUpdatedRows > 0n)
      await recordAudit(tx, { type: 'person.reactivated', subjectId: permit.personId })
  })
}
