import { sql } from 'kysely'
import type { TxCtx } from '#app/platform/ctx.ts'
import { leaseEnd, MAX_LEASES, READING_MINUTES } from '../lease.ts'
import { notMarkedBy } from '../queries/tasks.server.ts'

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
 * Takes the lease on a seat in one statement, or prolongs it: the seat in the marker's hands already, else the first
 * open one that nobody holds or whose lease has run out; where the marker has no mark on the script, is in its cohort,
 * did not write it, and holds fewer than four others. Returns until when, or null. The enrolment is locked, so that
 * somebody who is leaving the cohort keeps no lease.
 */
export async function claimLease(tx: TxCtx, { submissionId, markerId }: MarkerScript): Promise<Date | null> {
  const now = tx.now()
  const { rows } = await sql<{ expires_at: Date }>`
    insert into grading_lease as l (task_id, marker_id, taken_at, expires_at)
    select t.id, e.person_id, ${now}::timestamptz, ${leaseEnd(now)}::timestamptz
    from marking_task t join submission s on s.id = t.script_id
      join enrolment e on e.cohort_id = t.cohort_id and e.person_id = ${markerId}::uuid
      left join grading_lease h on h.task_id = t.id
    where t.script_id = ${submissionId}::uuid and t.done_at is null and s.person_id <> e.person_id
      and (h.task_id is null or h.expires_at <= ${now}::timestamptz or h.marker_id = e.person_id)
      and ${notMarkedBy(markerId)}
      and (select count(*) from grading_lease where marker_id = ${markerId}::uuid
        and task_id <> t.id and expires_at > ${now}::timestamptz) < ${MAX_LEASES}::integer
    order by coalesce(h.marker_id = e.person_id, false) desc, t.seat limit 1
    for key share of e
    on conflict (task_id) do update set marker_id = excluded.marker_id, expires_at = excluded.expires_at,
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
    from marking_task t
    where t.script_id = ${submissionId}::uuid and l.task_id = t.id and l.marker_id = ${markerId}::uuid
      and (l.expires_at > ${now}::timestamptz or (select count(*) from grading_lease o
        where o.marker_id = ${markerId}::uuid and o.expires_at > ${now}::timestamptz) < ${MAX_LEASES}::integer)
      and (not ${reading}::boolean or greatest(l.taken_at, (select d.saved_at from mark_draft d
        where d.script_id = t.script_id and d.marker_id = l.marker_id)) > ${since}::timestamptz)
    returning l.expires_at`.execute(tx.db)
  return rows[0]?.expires_at ?? null
}

/** Ends the marker's lease; the draft stays. False where there was none. */
export async function endLease(tx: TxCtx, { submissionId, markerId }: MarkerScript): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from grading_lease l using marking_task t
    where t.id = l.task_id and t.script_id = ${submissionId}::uuid and l.marker_id = ${markerId}::uuid`.execute(
    tx.db,
  )
  return (numAffectedRows ?? 0n) > 0n
}
