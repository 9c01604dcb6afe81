import { sql } from 'kysely'
import { paths } from '#app/paths.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import type { Browser, Sessions } from '#app/platform/session.server.ts'
import { KNOWN_NETWORKS, knownNetworkHash } from '../known-network.server.ts'
import { pendingCookie } from '../pending-cookie.server.ts'
import { beginSecondStep } from '../steps/second-factor.server.ts'

type Entrance = { sessions: Sessions; secret: string; publicUrl: string; secureCookies: boolean }

type Admission = {
  personId: string
  browser: Browser
  /** A path of our own to go to afterwards; the front door where it is null. */
  redirectTo: string | null
  /** `password`: a password or a link in a mail was enough so far; `second`: so was the second factor. */
  proved: 'password' | 'second'
}

/**
 * Opens a session for somebody who has proved who it is, and remembers the network as one of this person's; whoever has
 * a second factor is led to it first. Answers the cookie to set and where to go.
 */
export async function admit(
  ctx: Ctx,
  { sessions, secret, publicUrl, secureCookies }: Entrance,
  { personId, browser, redirectTo, proved }: Admission,
): Promise<{ cookie: string; location: string }> {
  const { email, secondFactorAt } = await ctx.db
    .selectFrom('person')
    .where('id', '=', personId)
    .select(['email', 'second_factor_at as secondFactorAt'])
    .executeTakeFirstOrThrow()
  if (secondFactorAt && proved === 'password') {
    const token = await beginSecondStep(ctx, { personId, redirectTo, publicUrl })
    return { cookie: pendingCookie(token, secureCookies), location: paths.secondStep() }
  }
  await rememberNetwork(ctx, personId, knownNetworkHash(secret, email, browser.network ?? ''))
  return { cookie: await sessions.open(personId, browser), location: redirectTo ?? paths.home() }
}

async function rememberNetwork(ctx: Ctx, personId: string, hash: string): Promise<void> {
  await ctx.db
    .insertInto('known_network')
    .values({ person_id: personId, network_hash: hash, seen_at: ctx.now() })
    .onConflict((conflict) =>
      conflict.columns(['person_id', 'network_hash']).doUpdateSet({ seen_at: ctx.now() }),
    )
    .execute()
  await sql`
    delete from known_network where person_id = ${personId} and network_hash in (
      select network_hash from known_network where person_id = ${personId}
      order by seen_at desc, network_hash offset ${KNOWN_NETWORKS})`.execute(ctx.db)
}
