import { sql } from 'kysely'
import type { Permit } from '#app/access/permit.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { hashSecret, SESSION_MAX_DAYS } from '#app/platform/session.server.ts'

/** One session of a person; `current` is the one that asks. */
export type SessionRow = {
  id: string
  userAgent: string | null
  network: string | null
  lastSeenAt: Date
  current: boolean
}

/** The living sessions of the permit's person, this one first, then the last used ones. */
export async function ownSessions(ctx: Ctx, permit: Permit<'account.manage'>): Promise<SessionRow[]> {
  const own = ctx.actor.kind === 'person' ? hashSecret(ctx.actor.sessionId) : ''
  const rows = await ctx.db
    .selectFrom('session')
    .where('person_id', '=', permit.personId)
    .where('expires_at', '>', sql<Date>`now()`)
    .where(sql<boolean>`created_at > now() - make_interval(days => ${SESSION_MAX_DAYS})`)
    .orderBy((eb) => eb('id', '=', own), 'desc')
    .orderBy((eb) => eb.fn.coalesce('last_seen_at', 'created_at'), 'desc')
    .limit(50)
    .select(['id', 'user_agent as userAgent', 'network'])
    .select((eb) => eb.fn.coalesce('last_seen_at', 'created_at').as('lastSeenAt'))
    .execute()
  return rows.map((row) => ({ ...row, current: row.id === own }))
}
