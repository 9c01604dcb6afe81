import { sql } from 'kysely'
import type { TxCtx } from './ctx.ts'

/** Every kind of audit row, "noun.verb". A new one needs an action in tests/routes/audit.test.ts that writes it. */
export const auditTypes = [
  'allowance.granted',
  'attempt.begun',
  'attempt.closed_empty',
  'attempt.extended',
  'attempt.reopened',
  'attempt.text_read',
  'calendar-key.renewed',
  'cohort.changed',
  'cohort.created',
  'draft.restored',
  'essay.submitted',
  'job.retried',
  'late_copy.accepted',
  'late_copy.kept',
  'lease.handed_back',
  'lease.taken',
  'lesson-version.added',
  'lesson-version.published',
  'lessons.imported',
  'link.printed',
  'list.applied',
  'list.uploaded',
  'mark.finalised',
  'mark.withdrawn',
  'marking-policy.set',
  'outcome.released',
  'passkey.added',
  'passkey.removed',
  'password.changed',
  'password.chosen',
  'person.added',
  'person.changed',
  'person.deactivated',
  'person.enrolled',
  'person.erased',
  'person.exported',
  'person.invited',
  'person.reactivated',
  'person.withdrawn',
  'progress.downloaded',
  'prompts.imported',
  'questions.imported',
  'recovery-code.used',
  'recovery-codes.made',
  'retention.warned',
  'role.changed',
  'second-factor.reset',
  'sessions.ended',
  'totp.added',
  'totp.removed',
] as const
export type AuditType = (typeof auditTypes)[number]

/** One thing that was done. `details` never holds texts of essays, passwords or tokens. */
export type AuditEvent = {
  type: AuditType
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
