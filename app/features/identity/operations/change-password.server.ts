import type { Permit } from '#app/access/permit.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import type { Limits } from '#app/platform/limits.server.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { hashPassword, passwordMatches } from '../password.server.ts'
import { ownPasswordHash } from '../queries.server.ts'
import { setPassword } from '../steps.server.ts'

/** Changes one's own password; refuses with `wrong` (the current one) or `too_many` tries. All sessions end. */
export async function changePassword(
  ctx: Ctx,
  limits: Limits,
  permit: Permit<'account.manage'>,
  { password, newPassword }: { password: string; newPassword: string },
): Promise<Result<null, 'wrong' | 'too_many'>> {
  const key = `password ${permit.personId}`
  if ((await limits.account.spend(key)) > 0) return refuse('too_many')
  if (!(await passwordMatches(await ownPasswordHash(ctx, permit), password))) return refuse('wrong')
  const passwordHash = await hashPassword(newPassword)
  await inTransaction(ctx, async (tx) => {
    await setPassword(tx, permit.personId, passwordHash)
    await recordAudit(tx, { type: 'password.changed', subjectId: permit.personId })
  })
  await limits.account.forget(key)
  return ok(null)
}
