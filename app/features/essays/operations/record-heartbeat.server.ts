import { sql } from 'kysely'
import type { Permit } from '#app/access/permit.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { isFree, isMine } from '../steps/presence.server.ts'

type Presence = { revision: number; active: boolean; deadlineAt: Date; text: string | null }

/**
 * Records that a writing page is open. It becomes the active page where no other was seen for a while, or at once
 * where it takes over; only a page that takes over gets `text`. Refuses `closed` after the grace time.
 */
export async function recordHeartbeat(
  ctx: Ctx,
  permit: Permit<'attempt.write'>,
  { editor, takeOver }: { editor: string; takeOver: boolean },
): Promise<Result<Presence, 'closed'>> {
  const now = ctx.now()
  const becomes = sql`${takeOver}::boolean or ${isFree(editor, now)}`
  const { rows } = await sql<Presence>`
    update draft set
      editor = case when ${becomes} then ${editor} else draft.editor end,
      editor_seen_at = case when ${becomes} then ${now} else draft.editor_seen_at end
    from attempt a
    where a.id = ${permit.attemptId} and draft.attempt_id = a.id and a.closed_at is null
      and a.deadline_at + a.grace_seconds * interval '1 second' >= ${now}
    returning draft.revision, ${isMine(editor, now)} as active, a.deadline_at as "deadlineAt",
      case when ${takeOver}::boolean then draft.text end as text`.execute(ctx.db)
  return rows[0] ? ok(rows[0]) : refuse('closed')
}
