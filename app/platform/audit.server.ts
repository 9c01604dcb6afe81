import { sql } from 'kysely'
import type { TxCtx } from './ctx.ts'

/** One thing that was done. `type` is "noun.verb"; `details` never holds texts of essays, passwords or tokens. */
export type AuditEvent = {
  type: string
  subjectId: string | null
  details?: Record<string, string | number | boolean | null | string[]>
}

/** Writes an audit row in the transaction of the change itself. */
export const recordAudit = (tx: TxCtx, event: AuditEvent): Promise<void> => recordAudits(tx, [event])

/** Writes an audit row for each of many things that were done at once, in one statement. */
export async function recordAudits(tx: TxCtx, events: AuditEvent[]): Promise<void> {
  if (events.length === 0) return
  const actorId = tx.actor.kind === 'person' ? tx.actor.id : null
  await sql`
    insert into audit_event (at, actor_id, type, subject_id, details, request_id)
    select ${tx.now()}::timestamptz, ${actorId}::uuid, e.type, e."subjectId", coalesce(e.details, '{}'),
      ${tx.requestId}::text
    from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as e(type text, "subjectId" text, details jsonb)`.execute(
    tx.db,
  )
}
