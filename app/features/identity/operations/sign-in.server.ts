import type { Ctx } from '#app/platform/ctx.ts'
import type { Limits } from '#app/platform/limits.server.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { passwordMatches } from '../password.server.ts'
import { credentialsOf } from '../queries.server.ts'

type SignIn = { email: string; password: string; address: string }

/**
 * Finds who an e-mail and a password belong to. Refuses with `wrong` (unknown address or wrong password: one
 * answer for both), `closed` where the password is right and the person deactivated (who cannot know it learns nothing),
 * or `too_many` after 10 tries on one account or 200 from one network address in 15 minutes.
 */
export async function signIn(
  ctx: Ctx,
  limits: Limits,
  { email, password, address }: SignIn,
): Promise<Result<{ personId: string }, 'wrong' | 'closed' | 'too_many'>> {
  const account = email.trim().toLowerCase()
  const wait = Math.max(await limits.account.spend(account), await limits.address.spend(address))
  if (wait > 0) return refuse('too_many')
  const found = await credentialsOf(ctx.db, account)
  if (!(await passwordMatches(found?.passwordHash ?? null, password)) || !found) return refuse('wrong')
  await limits.account.forget(account)
  if (found.closed) return refuse('closed')
  return ok({ personId: found.id })
}
