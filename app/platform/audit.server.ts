import type { TxCtx } from './ctx.ts'

/** One thing that was done. `type` is "noun.verb"; `details` never holds texts of essays, passwords or tokens. */
export type AuditEvent = {
  type: string
  subjectId: string | null
  details?: Record<string, string | number | boolean | null | string[]>
}

/** Writes an audit row in the transaction of the change itself. */
export async function recordAudit(tx: TxCtx, event: AuditEvent): Promise<void> {
  await tx.db
    .insertInto('audit_event')
    .values({
      at: tx.now(),
      actor_id: tx.actor.kind === 'person' ? tx.actor.id : null,
      type: event.type,
      subject_id: event.subjectId,
      details: JSON.stringify(event.details ?? {}),
      request_id: tx.requestId,
    })
    .execute()
}
