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
    insert into mark_draft as d (script_id, marker_id, revision, scores, remarks, annotations, overall, saved_at)
    select ${submissionId}::uuid, ${markerId}::uuid, 1, ${JSON.stringify(content.scores)}::jsonb,
      ${JSON.stringify(content.remarks)}::jsonb, ${JSON.stringify(content.annotations)}::jsonb,
      ${content.overall}::text, ${tx.now()}::timestamptz
    where ${base}::integer = 0 or exists (select from mark_draft where script_id = ${submissionId}::uuid
      and marker_id = ${markerId}::uuid)
    on conflict (script_id, marker_id) do update set revision = d.revision + 1, scores = excluded.scores,
      remarks = excluded.remarks, annotations = excluded.annotations, overall = excluded.overall,
      saved_at = excluded.saved_at
    where d.revision = ${base}::integer
    returning d.revision`.execute(tx.db)
  return rows[0]?.revision ?? null
}

type FinalMark = MarkContent &
  MarkerScript & { id: string; rubricId: string; points: number; revision: number }

/**
 * Adds the mark of the seat that the marker holds and the outcome that waits for its release; draft and lease end. One
 * statement: there is no moment at which a mark has no outcome. `revision` is that of the draft it was made from.
 */
export async function storeMark(tx: TxCtx, mark: FinalMark): Promise<void> {
  const { submissionId, markerId } = mark
  await sql`
    with lease as (delete from grading_lease l using marking_task t where t.id = l.task_id
        and t.script_id = ${submissionId}::uuid and l.marker_id = ${markerId}::uuid returning t.seat),
      draft as (delete from mark_draft where script_id = ${submissionId} and marker_id = ${markerId}),
      stored as (
        insert into mark (id, script_id, marker_id, seat, rubric_id, scores, remarks, annotations, overall, points,
          revision, finalised_at)
        select ${mark.id}::uuid, ${submissionId}::uuid, ${markerId}::uuid, lease.seat, ${mark.rubricId}::uuid,
          ${JSON.stringify(mark.scores)}::jsonb, ${JSON.stringify(mark.remarks)}::jsonb,
          ${JSON.stringify(mark.annotations)}::jsonb, ${mark.overall}::text, ${mark.points}::numeric,
          ${mark.revision}::integer, ${tx.now()}::timestamptz from lease
        returning id, script_id, marker_id, points, finalised_at)
    insert into outcome (script_id, number, points, from_marks, rule, decided_by, decided_at)
    select script_id, 1 + (select coalesce(max(number), 0) from outcome where script_id = ${submissionId}::uuid),
      points, array[id], 'single', marker_id, finalised_at from stored`.execute(tx.db)
}

/**
 * Takes a mark back whose outcome is not released: mark and outcome stay as rows and do not count, and what is in the
 * mark becomes the marker's draft again. False, and nothing is changed, where the release was faster.
 */
export async function storeWithdrawal(tx: TxCtx, { id }: { id: string }): Promise<boolean> {
  // A release locks the outcome too; only a later statement sees what it brought.
  const locked = await tx.db
    .selectFrom('outcome')
    .where(sql<boolean>`from_marks = array[${id}::uuid]`)
    .where('script_id', '=', tx.db.selectFrom('mark').where('id', '=', id).select('script_id'))
    .where('withdrawn_at', 'is', null)
    .select('id')
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!locked) return false
  const { numUpdatedRows } = await tx.db
    .updateTable('outcome as o')
    .set({ withdrawn_at: tx.now() })
    .where('o.id', '=', locked.id)
    .where(sql<boolean>`not exists (select from release r where r.outcome_id = o.id)`)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  await sql`
    with withdrawn as (update mark set withdrawn_at = ${tx.now()} where id = ${id} and withdrawn_at is null returning *)
    insert into mark_draft (script_id, marker_id, revision, scores, remarks, annotations, overall, saved_at)
    select script_id, marker_id, revision + 1, scores, remarks, annotations, overall, ${tx.now()} from withdrawn`.execute(
    tx.db,
  )
  return true
}
