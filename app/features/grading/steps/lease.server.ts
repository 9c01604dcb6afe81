import { sql } from 'kysely'
import type { TxCtx } from '#app/platform/ctx.ts'
import { leaseEnd, MAX_LEASES, READING_MINUTES } from '../lease.ts'

/** A script in the hands of one marker. */
export type MarkerScript = { submissionId: string; markerId: string }

/**
 * Serialises the claims of one marker, so that two windows cannot take a fifth script together. Every operation that
 * touches a lease locks the marker before the script: in that order nobody waits in a circle. False where the person
 * may not mark any more.
 */
export async function lockMarker(tx: TxCtx, markerId: string): Promise<boolean> {
  const row = await tx.db
    .selectFrom('person')
    .where('id', '=', markerId)
    .where('role', 'in', ['instructor', 'lead'])
    .where('deactivated_at', 'is', null)
    .select('id')
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Serialises what finishes a script, what takes it and what makes another text count. False where the script does not
 * count any more: staff have reopened the attempt, or accepted another text.
 */
export async function lockScript(tx: TxCtx, submissionId: string): Promise<boolean> {
  const row = await tx.db
    .selectFrom('submission')
    .where('id', '=', submissionId)
    .where('superseded_at', 'is', null)
    .select('id')
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Takes the lease in one statement, or prolongs it: where nobody holds the script or the old lease has run out, the
 * script has no mark, and the marker is in its cohort, did not write it, and holds fewer than four others. Returns
 * until when, or null. The enrolment is locked, so that somebody who is leaving the cohort keeps no lease.
 */
export async function claimLease(tx: TxCtx, { submissionId, markerId }: MarkerScript): Promise<Date | null> {
  const now = tx.now()
  const { rows } = await sql<{ expires_at: Date }>`
    insert into grading_lease as l (submission_id, marker_id, taken_at, expires_at)
    select s.id, e.person_id, ${now}::timestamptz, ${leaseEnd(now)}::timestamptz
    from submission s join enrolment e on e.cohort_id = s.cohort_id and e.person_id = ${markerId}::uuid
    where s.id = ${submissionId}::uuid and s.person_id <> e.person_id
      and not exists (select from mark m where m.submission_id = s.id and m.withdrawn_at is null)
      and (select count(*) from grading_lease where marker_id = ${markerId}::uuid
        and submission_id <> ${submissionId}::uuid and expires_at > ${now}::timestamptz) < ${MAX_LEASES}::integer
    for key share of e
    on conflict (submission_id) do update set marker_id = excluded.marker_id, expires_at = excluded.expires_at,
      taken_at = case when l.marker_id = excluded.marker_id then l.taken_at else excluded.taken_at end
    where l.expires_at <= ${now}::timestamptz or l.marker_id = excluded.marker_id
    returning l.expires_at`.execute(tx.db)
  return rows[0]?.expires_at ?? null
}

/**
 * Prolongs a lease that is still the marker's own. One that has run out and was taken by nobody goes on too, while
 * the marker holds fewer than four others. Returns until when, or null: it was handed back, lost or never held.
 * `reading`: nothing was stored, the marker only reads; that prolongs it for two hours after the last stored work.
 */
export async function renewLease(
  tx: TxCtx,
  { submissionId, markerId }: MarkerScript,
  { reading = false } = {},
): Promise<Date | null> {
  const now = tx.now()
  const since = new Date(now.getTime() - READING_MINUTES * 60_000)
  const { rows } = await sql<{ expires_at: Date }>`
    update grading_lease as l set expires_at = ${leaseEnd(now)}::timestamptz
    where l.submission_id = ${submissionId}::uuid and l.marker_id = ${markerId}::uuid
      and (l.expires_at > ${now}::timestamptz or (select count(*) from grading_lease o
        where o.marker_id = ${markerId}::uuid and o.expires_at > ${now}::timestamptz) < ${MAX_LEASES}::integer)
      and (not ${reading}::boolean or greatest(l.taken_at, (select d.saved_at from mark_draft d
        where d.submission_id = l.submission_id and d.marker_id = l.marker_id)) > ${since}::timestamptz)
    returning l.expires_at`.execute(tx.db)
  return rows[0]?.expires_at ?? null
}

/** Ends the marker's lease; the draft stays. False where there was none. */
export async function endLease(tx: TxCtx, { submissionId, markerId }: MarkerScript): Promise<boolean> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('grading_lease')
    .where('submission_id', '=', submissionId)
    .where('marker_id', '=', markerId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}
