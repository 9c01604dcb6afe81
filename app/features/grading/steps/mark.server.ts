import { sql } from 'kysely'
import type { TxCtx } from '#app/platform/ctx.ts'
import type { MarkContent } from '../mark.ts'
import type { MarkerScript } from './lease.server.ts'

/** Stores a draft over revision `base`; returns the new revision, or null where another one is there. */
export async function storeDraft(
  tx: TxCtx,
  { submissionId, markerId }: MarkerScript,
  base: number,
  content: MarkContent,
): Promise<number | null> {
  const { rows } = await sql<{ revision: number }>`
    insert into mark_draft as d (submission_id, marker_id, revision, scores, remarks, annotations, overall, saved_at)
    select ${submissionId}::uuid, ${markerId}::uuid, 1, ${JSON.stringify(content.scores)}::jsonb,
      ${JSON.stringify(content.remarks)}::jsonb, ${JSON.stringify(content.annotations)}::jsonb,
      ${content.overall}::text, ${tx.now()}::timestamptz
    where ${base}::integer = 0 or exists (select from mark_draft where submission_id = ${submissionId}::uuid
      and marker_id = ${markerId}::uuid)
    on conflict (submission_id, marker_id) do update set revision = d.revision + 1, scores = excluded.scores,
      remarks = excluded.remarks, annotations = excluded.annotations, overall = excluded.overall,
      saved_at = excluded.saved_at
    where d.revision = ${base}::integer
    returning d.revision`.execute(tx.db)
  return rows[0]?.revision ?? null
}

type FinalMark = MarkContent &
  MarkerScript & { id: string; rubricId: string; points: number; revision: number }

/**
 * Adds the first marker's mark and the outcome that waits for its release; draft and lease end. One statement: there
 * is no moment at which a mark has no outcome. `revision` is that of the draft it was made from.
 */
export async function storeMark(tx: TxCtx, mark: FinalMark): Promise<void> {
  const { submissionId, markerId } = mark
  await sql`
    with lease as (delete from grading_lease where submission_id = ${submissionId} and marker_id = ${markerId}),
      draft as (delete from mark_draft where submission_id = ${submissionId} and marker_id = ${markerId}),
      stored as (
        insert into mark (id, submission_id, marker_id, seat, rubric_id, scores, remarks, annotations, overall, points,
          revision, finalised_at)
        values (${mark.id}, ${submissionId}, ${markerId}, 'first', ${mark.rubricId},
          ${JSON.stringify(mark.scores)}::jsonb, ${JSON.stringify(mark.remarks)}::jsonb,
          ${JSON.stringify(mark.annotations)}::jsonb, ${mark.overall}, ${mark.points}, ${mark.revision}, ${tx.now()})
        returning id, submission_id, marker_id, points, finalised_at)
    insert into outcome (submission_id, points, from_marks, rule, decided_by, decided_at)
    select submission_id, points, array[id], 'single', marker_id, finalised_at from stored`.execute(tx.db)
}

/**
 * Takes a mark back whose outcome is not released: the outcome goes, the mark stays and does not count, and what is in
 * it becomes the marker's draft again. False, and nothing is changed, where the release was faster.
 */
export async function storeWithdrawal(
  tx: TxCtx,
  { id, submissionId }: { id: string; submissionId: string },
): Promise<boolean> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('outcome')
    .where('submission_id', '=', submissionId)
    .where('released_at', 'is', null)
    .where(sql<boolean>`from_marks = array[${id}::uuid]`)
    .executeTakeFirst()
  if (numDeletedRows === 0n) return false
  await sql`
    with withdrawn as (update mark set withdrawn_at = ${tx.now()} where id = ${id} and withdrawn_at is null returning *)
    insert into mark_draft (submission_id, marker_id, revision, scores, remarks, annotations, overall, saved_at)
    select submission_id, marker_id, revision + 1, scores, remarks, annotations, overall, ${tx.now()} from withdrawn`.execute(
    tx.db,
  )
  return true
}
