import { sql } from 'kysely'
import type { Ctx } from '#app/platform/ctx.ts'
import { sweepLimits } from '#app/platform/limits.server.ts'
import { sweepSessions } from '#app/platform/session.server.ts'

/**
 * Deletes what opens no door any more: expired sessions, counted tries and waiting second steps at once, links a month
 * after they ran out, networks that nobody has come from for half a year.
 */
export async function sweepAccess(ctx: Ctx): Promise<void> {
  const { db } = ctx
  await sweepSessions(db)
  await sweepLimits(db)
  await db.deleteFrom('pending_sign_in').where('expires_at', '<=', ctx.now()).execute()
  await db.deleteFrom('passkey_setup').where('expires_at', '<=', ctx.now()).execute()
  await db
    .deleteFrom('totp')
    .where('confirmed_at', 'is', null)
    .where('created_at', '<', sql<Date>`${ctx.now()}::timestamptz - interval '1 day'`)
    .execute()
  await db
    .deleteFrom('access_link')
    .where('expires_at', '<', sql<Date>`${ctx.now()}::timestamptz - interval '30 days'`)
    .execute()
  await db
    .deleteFrom('known_network')
    .where('seen_at', '<', sql<Date>`${ctx.now()}::timestamptz - interval '180 days'`)
    .execute()
}
