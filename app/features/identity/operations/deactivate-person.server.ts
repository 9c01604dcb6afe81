import type { Permit } from '#app/access/permit.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { actorId, type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { type LossRefusal, refusalOfLoss } from '../admin-rule.ts'
import { endAccess, lockAdmins } from '../steps/accounts.server.ts'

/** Closes the door to a person, sessions and links at once; nobody to oneself, and never to the last administrator. */
export async function deactivatePerson(
  ctx: Ctx,
  permit: Permit<'person.change'>,
): Promise<Result<null, LossRefusal>> {
  return inTransaction(ctx, async (tx) => {
    const admins = await lockAdmins(tx)
    const person = await tx.db
      .selectFrom('person')
      .where('id', '=', permit.personId)
      .select(['id', 'role', 'deactivated_at'])
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (person.deactivated_at) return ok(null)
    const refusal = admins.length === 0 ? 'last_admin' : refusalOfLoss(actorId(tx), person, admins)
    if (refusal) return refuse(refusal)
    await tx.db.updateTable('person').set({ deactivated_at: tx.now() }).where('id', '=', person.id).execute()
    await endAccess(tx, person.id)
    await recordAudit(tx, { type: 'person.deactivated', subjectId: person.id })
    return ok(null)
  })
}
