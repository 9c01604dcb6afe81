import type { Permit } from '#app/access/permit.ts'
import { lockAdmins } from '#app/features/identity/steps/accounts.server.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import type { EssayChoice } from '../erasure.ts'
import { erase, lockForErasure } from '../steps/erase.server.ts'

/** Erases the account of the person who acts, whose password was checked before; refuses with `last_admin`. */
export async function eraseOwnAccount(
  ctx: Ctx,
  permit: Permit<'account.manage'>,
  essays: EssayChoice,
): Promise<Result<null, 'last_admin'>> {
  return inTransaction(ctx, async (tx) => {
    const admins = await lockAdmins(tx)
    const person = await lockForErasure(tx, permit.personId)
    if (!person) return ok(null)
    if (person.role === 'admin' && admins.every((id) => id === person.id)) return refuse('last_admin')
    await erase(tx, person, { essays, by: 'self' })
    return ok(null)
  })
}
