import type { Role } from '#app/access/actor.ts'
import type { Permit } from '#app/access/permit.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { actorId, type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { type LossRefusal, refusalOfLoss } from '../admin-rule.ts'
import { lockAdmins } from '../steps/accounts.server.ts'

/** Gives a person another role; nobody changes one's own, and the last administrator stays one. */
export async function changeRole(
  ctx: Ctx,
  permit: Permit<'person.change'>,
  role: Role,
): Promise<Result<null, LossRefusal>> {
  return inTransaction(ctx, async (tx) => {
    const admins = await lockAdmins(tx)
    const person = await tx.db
      .selectFrom('person')
      .where('id', '=', permit.personId)
      .select(['id', 'role'])
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (person.role === role) return ok(null)
    const refusal = admins.length === 0 ? 'last_admin' : refusalOfLoss(actorId(tx), person, admins)
    if (refusal) return refuse(refusal)
    await tx.db.updateTable('person').set({ role }).where('id', '=', person.id).execute()
    await recordAudit(tx, {
      type: 'role.changed',
      subjectId: person.id,
      details: { from: person.role, to: role },
    })
    return ok(null)
  })
}
