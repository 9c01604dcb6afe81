import type { Permit } from '#app/access/permit.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import type { Limits } from '#app/platform/limits.server.ts'
import { ok, type Result } from '#app/platform/result.ts'
import { confirmPassword, type PasswordRefusal } from '../confirm-password.server.ts'
import { hashPassword } from '../password.server.ts'
import { setPassword } from '../steps/accounts.server.ts'

/**
 * Changes one's own password; refuses with `wrong` (the current one), `too_many` wrong tries, or `busy`. All sessions
 * end.
 */
export async function changePassword(
  ctx: Ctx,
  limits: Limits,
  permit: Permit<'account.manage'>,
  { password, newPassword }: { password: string; newPassword: string },
): Promise<Result<null, PasswordRefusal>> {
  const right = await confirmPassword(ctx, limits, permit.personId, password)
  if (!right.ok) return right
  const hashed = await hashPassword(newPassword)
  if (!hashed.ok) return hashed
  await inTransaction(ctx, async (tx) => {
    await setPassword(tx, permit.personId, hashed.value)
    await recordAudit(tx, { type: 'password.changed', subjectId: permit.personId })
  })
  return ok(null)
}
