import type { Permit } from '#app/access/permit.ts'
import { type LossRefusal, refusalOfLoss } from '#app/features/identity/admin-rule.ts'
import { lockAdmins } from '#app/features/identity/steps/accounts.server.ts'
import { actorId, type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import type { EssayChoice } from '../erasure.ts'
import { erase, lockForErasure } from '../steps/erase.server.ts'

/**
 * Erases a person in one transaction; somebody who is erased already stays so. Refuses with `self` (the own account
 * page is the way) and `last_admin`. An attempt that runs is deleted with its draft.
 */
export async function erasePerson(
  ctx: Ctx,
  permit: Permit<'person.change'>,
  essays: EssayChoice,
): Promise<Result<null, LossRefusal>> {
  return inTransaction(ctx, async (tx) => {
    const admins = await lockAdmins(tx)
    const person = await lockForErasure(tx, permit.personId)
    if (!person) return ok(null)
    const refusal = admins.length === 0 ? 'last_admin' : refusalOfLoss(actorId(tx), person, admins)
    if (refusal) return refuse(refusal)
    await erase(tx, person, { essays, by: 'administrator' })
    return ok(null)
  })
}
