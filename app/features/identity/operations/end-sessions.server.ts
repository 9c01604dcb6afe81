import type { Permit } from '#app/access/permit.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { hashSecret } from '#app/platform/session.server.ts'

/**
 * Ends one of one's own sessions (`which`: its id in the list), or all but the one that asks. One that is over already,
 * or somebody else's, changes nothing. Answers how many ended.
 */
export async function endSessions(
  ctx: Ctx,
  permit: Permit<'account.manage'>,
  which: { id: string } | 'others',
): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const own = tx.actor.kind === 'person' ? hashSecret(tx.actor.sessionId) : ''
    const sessions = tx.db.deleteFrom('session').where('person_id', '=', permit.personId)
    const ended = await (which === 'others'
      ? sessions.where('id', '<>', own)
      : sessions.where('id', '=', which.id)
    ).executeTakeFirst()
    const count = Number(ended.numDeletedRows)
    if (count > 0)
      await recordAudit(tx, { type: 'sessions.ended', subjectId: permit.personId, details: { count } })
    return count
  })
}
