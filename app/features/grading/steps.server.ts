import { sql } from 'kysely'
import type { Scope } from '#app/access/permit.ts'
import type { Recipient } from '#app/features/notifications/steps.server.ts'
import type { TxCtx } from '#app/platform/ctx.ts'
import { leaseEnd, MAX_LEASES } from './lease.ts'
import type { MarkWork } from './mark.ts'
import { inFilter, inScope, type OutcomeFilter } from './queries/release.server.ts'

type Held = { submissionId: string; markerId: string }

/** Claims of one marker come one after another, so that two windows cannot take a fifth script together. */
export async function lockMarker(tx: TxCtx, markerId: string): Promise<void> {
  await tx.db.selectFrom('person').where('id', '=', markerId).select('id').forNoKeyUpdate().execute()
}

/**
 * What finishes a script, what takes it and what makes another text count happen one after another. False where the
 * script does not count any more: staff have reopened the attempt, or accepted another text.
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
 * Takes the lease in one statement, or prolongs it: where nobody holds the script or the old lease has run out,
 * the script has no mark, and the marker holds fewer than four others. Returns until when, or null.
 */
export async function claimLease(tx: TxCtx, { submissionId, markerId }: Held): Promise<Date | null> {
  const now = tx.now()
  const { rows } = await sql<{ expires_at: Date }>`
    insert into grading_lease as l (submission_id, marker_id, taken_at, expires_at)
    select ${submissionId}::uuid, ${markerId}::uuid, ${now}::timestamptz, ${leaseEnd(now)}::timestamptz
    where not exists (select from mark where submission_id = ${submissionId}::uuid)
      and (select count(*) from grading_lease where marker_id = ${markerId}::uuid
        and submission_id <> ${submissionId}::uuid and expires_at > ${now}::timestamptz) < ${MAX_LEASES}::integer
    on conflict (submission_id) do update set marker_id = excluded.marker_id, expires_at = excluded.expires_at,
      taken_at = case when l.marker_id = excluded.marker_id then l.taken_at else excluded.taken_at end
    where l.expires_at <= ${now}::timestamptz or l.marker_id = excluded.marker_id
    returning l.expires_at`.execute(tx.db)
  return rows[0]?.expires_at ?? null
}

/**
 * Prolongs a lease that is still the marker's own. One that has run out and was taken by nobody goes on too, while
 * the marker holds fewer than four others. Returns until when, or null: it was handed back, lost or never held.
 */
export async function renewLease(tx: TxCtx, { submissionId, markerId }: Held): Promise<Date | null> {
  const now = tx.now()
  const { rows } = await sql<{ expires_at: Date }>`
    update grading_lease as l set expires_at = ${leaseEnd(now)}::timestamptz
    where l.submission_id = ${submissionId}::uuid and l.marker_id = ${markerId}::uuid
      and (l.expires_at > ${now}::timestamptz or (select count(*) from grading_lease o
        where o.marker_id = ${markerId}::uuid and o.expires_at > ${now}::timestamptz) < ${MAX_LEASES}::integer)
    returning l.expires_at`.execute(tx.db)
  return rows[0]?.expires_at ?? null
}

/** Gives the script free; the marker's unfinished work stays his. */
export async function dropLease(tx: TxCtx, { submissionId, markerId }: Held): Promise<boolean> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('grading_lease')
    .where('submission_id', '=', submissionId)
    .where('marker_id', '=', markerId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** Stores unfinished work over revision `base`; returns the new revision, or null where another one is there. */
export async function storeDraft(
  tx: TxCtx,
  held: Held,
  base: number,
  work: MarkWork,
): Promise<number | null> {
  const { rows } = await sql<{ revision: number }>`
    insert into mark_draft as d (submission_id, marker_id, revision, scores, remarks, annotations, overall, saved_at)
    select ${held.submissionId}::uuid, ${held.markerId}::uuid, 1, ${JSON.stringify(work.scores)}::jsonb,
      ${JSON.stringify(work.remarks)}::jsonb, ${JSON.stringify(work.annotations)}::jsonb, ${work.overall}::text,
      ${tx.now()}::timestamptz
    where ${base}::integer = 0 or exists (select from mark_draft where submission_id = ${held.submissionId}::uuid
      and marker_id = ${held.markerId}::uuid)
    on conflict (submission_id, marker_id) do update set revision = d.revision + 1, scores = excluded.scores,
      remarks = excluded.remarks, annotations = excluded.annotations, overall = excluded.overall,
      saved_at = excluded.saved_at
    where d.revision = ${base}::integer
    returning d.revision`.execute(tx.db)
  return rows[0]?.revision ?? null
}

type FinalMark = MarkWork & Held & { id: string; rubricId: string; points: number }

/** Adds the first marker's mark; it is never changed afterwards. */
export async function storeMark(tx: TxCtx, mark: FinalMark): Promise<void> {
  await tx.db
    .insertInto('mark')
    .values({
      id: mark.id,
      submission_id: mark.submissionId,
      marker_id: mark.markerId,
      seat: 'first',
      rubric_id: mark.rubricId,
      scores: JSON.stringify(mark.scores),
      remarks: JSON.stringify(mark.remarks),
      annotations: JSON.stringify(mark.annotations),
      overall: mark.overall,
      points: mark.points,
      finalised_at: tx.now(),
    })
    .execute()
}

/** What counts, from a single mark; it waits for its release. */
export async function storeOutcome(
  tx: TxCtx,
  given: Held & { markId: string; points: number },
): Promise<void> {
  await tx.db
    .insertInto('outcome')
    .values({
      submission_id: given.submissionId,
      points: given.points,
      from_marks: [given.markId],
      rule: 'single',
      decided_by: given.markerId,
      decided_at: tx.now(),
    })
    .execute()
}

/** Deletes unfinished work after it became a mark. */
export async function dropDraft(tx: TxCtx, { submissionId, markerId }: Held): Promise<void> {
  await tx.db
    .deleteFrom('mark_draft')
    .where('submission_id', '=', submissionId)
    .where('marker_id', '=', markerId)
    .execute()
}

/** Who is told of a released outcome; `person` is null where the account is closed. */
export type ReleasedOutcome = { submissionId: string; slug: string; title: string; person: Recipient | null }

/** What a release is about: submissions by id, or all of a filter that were decided by then. */
export type Released = string[] | (OutcomeFilter & { until: Date })

/** Opens the gate for outcomes that are still closed, and says whom to tell. */
export async function setReleased(
  tx: TxCtx,
  { scope, which, by }: { scope: Scope; which: Released; by: string },
): Promise<ReleasedOutcome[]> {
  const rows = await tx.db
    .updateTable('outcome as o')
    .from('submission as s')
    .innerJoin('person as u', 'u.id', 's.person_id')
    .innerJoin('prompt as p', 'p.id', 's.prompt_id')
    .innerJoin('prompt_version as pv', 'pv.id', 's.prompt_version_id')
    .set({ released_at: tx.now(), released_by: by })
    .whereRef('s.id', '=', 'o.submission_id')
    .where('o.released_at', 'is', null)
    .where('s.superseded_at', 'is', null)
    .where(inScope(scope))
    .where(
      Array.isArray(which)
        ? sql<boolean>`s.id = any(${which}::uuid[])`
        : sql<boolean>`${inFilter(which)} and o.decided_at <= ${which.until}`,
    )
    .returning([
      's.id as submissionId',
      'p.slug',
      'u.id',
      'u.name',
      'u.email',
      'u.locale',
      'u.deactivated_at',
    ])
    .returning(sql<string>`pv.texts -> u.locale ->> 'title'`.as('title'))
    .execute()
  return rows.map(({ submissionId, slug, title, deactivated_at, ...person }) => ({
    submissionId,
    slug,
    title,
    person: deactivated_at ? null : person,
  }))
}
