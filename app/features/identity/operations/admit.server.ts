import { sql } from 'kysely'
import { paths } from '#app/paths.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import type { Browser, Sessions } from '#app/platform/session.server.ts'
import { KNOWN_NETWORKS, knownNetworkHash } from '../known-network.server.ts'

type Admission = {
  personId: string
  browser: Browser
  /** A path of our own to go to afterwards; the front door where it is null. */
  redirectTo: string | null
}

/**
 * Opens a session for somebody who has proved who it is, and remembers the network as one of this person's. Answers the
 * cookie to set and where to go.
 */
export async function admit(
  ctx: Ctx,
  { sessions, secret }: { sessions: Sessions; secret: string },
  { personId, browser, redirectTo }: Admission,
): Promise<{ cookie: string; location: string }> {
  await rememberNetwork(ctx, personId, browser.network ?? '', secret)
  return { cookie: await sessions.open(personId, browser), location: redirectTo ?? paths.home() }
}

async function rememberNetwork(ctx: Ctx, personId: string, network: string, secret: string): Promise<void> {
  const { email } = await ctx.db
    .selectFrom('person')
    .where('id', '=', personId)
    .select('email')
    .executeTakeFirstOrThrow()
  await ctx.db
    .insertInto('known_network')
    .values({
      person_id: personId,
      network_hash: knownNetworkHash(secret, email, network),
      seen_at: ctx.now(),
    })
    .onConflict((conflict) =>
      conflict.columns(['person_id', 'network_hash']).doUpdateSet({ seen_at: ctx.now() }),
    )
    .execute()
  await sql`
    delete from known_network where person_id = ${personId} and network_hash in (
      select network_hash from known_network where person_id = ${personId}
      order by seen_at desc, network_hash offset ${KNOWN_NETWORKS})`.execute(ctx.db)
}
