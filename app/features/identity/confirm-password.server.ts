import type { Ctx } from '#app/platform/ctx.ts'
import type { Limits } from '#app/platform/limits.server.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { passwordMatches } from './password.server.ts'
import { passwordHashOf } from './queries/accounts.server.ts'

/** Why a password that was asked for again did not do. */
export type PasswordRefusal = 'wrong' | 'too_many' | 'busy'

/** Checks the password of the signed-in person before something weighty; ten wrong ones in 15 minutes are too many. */
export async function confirmPassword(
  ctx: Ctx,
  limits: Limits,
  personId: string,
  password: string,
): Promise<Result<null, PasswordRefusal>> {
  const key = `password ${personId}`
  if ((await limits.account.spend(key)) > 0) return refuse('too_many')
  const matches = await passwordMatches(await passwordHashOf(ctx, personId), password)
  if (!matches.ok || matches.value) await limits.account.refund(key)
  if (!matches.ok) return matches
  return matches.value ? ok(null) : refuse('wrong')
}
