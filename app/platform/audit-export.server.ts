import { sql } from 'kysely'
import type { AuditType } from './audit.server.ts'
import type { Ctx } from './ctx.ts'

/**
 * Kinds of rows that a person may see of herself. Who took or marked a script, and when, is no part of them: markers are
 * not named, and a mark is not known before it is released.
 */
const VISIBLE: readonly AuditType[] = [
  'allowance.granted',
  'attempt.begun',
  'attempt.closed_empty',
  'attempt.extended',
  'attempt.reopened',
  'attempt.text_read',
  'calendar-key.renewed',
  'draft.restored',
  'essay.submitted',
  'late_copy.accepted',
  'late_copy.kept',
  'link.printed',
  'outcome.released',
  'passkey.added',
  'passkey.removed',
  'password.changed',
  'password.chosen',
  'person.added',
  'person.changed',
  'person.deactivated',
  'person.enrolled',
  'person.exported',
  'person.invited',
  'person.reactivated',
  'person.withdrawn',
  'recovery-code.used',
  'recovery-codes.made',
  'role.changed',
  'second-factor.reset',
  'sessions.ended',
  'totp.added',
  'totp.removed',
]

type ExportedAudit = {
  at: Date
  type: string
  /** Who did it: nobody else is named. */
  by: 'self' | 'staff' | 'system'
  /** What it was about: the person, or something else, of which nothing more is said. */
  about: 'self' | 'other'
  details: unknown
}

const BATCH = 500

/**
 * The audit rows of a person, in their order: what was done to the person and to `subjects`, ids of rows that are the
 * person's, of the kinds that the person may see; and what the person did to others, without saying to whom.
 */
export async function* exportAudit(
  ctx: Ctx,
  personId: string,
  subjects: string[],
): AsyncGenerator<ExportedAudit> {
  const own = [personId, ...subjects]
  let after = '0'
  for (;;) {
    const { rows } = await sql<ExportedAudit & { id: string }>`
      select id, at, type,
        case when actor_id = ${personId} then 'self' when actor_id is null then 'system' else 'staff' end as by,
        case when is_own then 'self' else 'other' end as about,
        case when is_own then details else '{}' end as details
      from (select *, coalesce(subject_id = any(${own}::text[]), false) as is_own from audit_event) e
      where id > ${after}
        and ((is_own and type = any(${VISIBLE}::text[])) or (not is_own and actor_id = ${personId}))
      order by id limit ${BATCH}`.execute(ctx.db)
    for (const { id, ...row } of rows) {
      yield row
      after = id
    }
    if (rows.length < BATCH) return
  }
}
