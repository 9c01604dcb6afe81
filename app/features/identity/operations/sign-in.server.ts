import type { Ctx } from '#app/platform/ctx.ts'
import { type Charge, type Limits, refundAll, spendAll, type TooMany } from '#app/platform/limits.server.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { knownNetworkHash } from '../known-network.server.ts'
import { passwordMatches } from '../password.server.ts'
import { credentialsOf } from '../queries/accounts.server.ts'

type SignIn = { email: string; password: string; network: string; secret: string }

/**
 * Finds who an e-mail and a password belong to. Refuses with `wrong` (unknown address or wrong password: one
 * answer for both), `closed` where the password is right and the person deactivated (who cannot know it learns nothing),
 * `too_many` after too many failures (`wait`: seconds), or `busy` where too many passwords wait to be checked. Failures
 * elsewhere keep nobody out of a network from which the account has signed in before.
 */
export async function signIn(
  ctx: Ctx,
  limits: Limits,
  { email, password, network, secret }: SignIn,
): Promise<Result<{ personId: string }, 'wrong' | 'closed' | 'busy', TooMany>> {
  const account = email.trim().toLowerCase()
  const found = await credentialsOf(ctx.db, account, knownNetworkHash(secret, account, network))
  const here = `${account} ${network}`
  const charges: Charge[] = found?.knownNetwork
    ? [[limits.knownNetwork, here]]
    : [
        [limits.network, network],
        [limits.account, here],
        [limits.accountAnywhere, account],
      ]
  // Counted before the check and taken back after a success: tries at the same moment cannot all be the first.
  const wait = await spendAll(charges)
  if (wait > 0) return refuse('too_many', { wait })
  const matches = await passwordMatches(found?.passwordHash ?? null, password)
  if (!matches.ok) {
    await refundAll(charges)
    return matches
  }
  if (!matches.value || !found) return refuse('wrong')
  await refundAll(charges)
  await Promise.all([limits.account.forget(here), limits.knownNetwork.forget(here)])
  return found.closed ? refuse('closed') : ok({ personId: found.id })
}
