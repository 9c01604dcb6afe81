import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { countWords } from '#app/features/lessons/mdx/reading-time.ts'
import { type Ctx, inTransaction, type TxCtx } from '#app/platform/ctx.ts'
import { CONFLICT_LIMITS, type SnapshotReason, type Stored, thinnedOut } from '../snapshots.ts'

/** A text of an attempt as it was at `takenAt` (UTC), with the revision that it was or stood on. */
export type Snapshot = { attemptId: string; revision: number; text: string; takenAt: Date }

/** Stores a text as it was at `takenAt` (UTC). */
export async function takeSnapshot(
  ctx: Ctx,
  reason: Exclude<SnapshotReason, 'conflict'>,
  { attemptId, revision, text, takenAt }: Snapshot,
): Promise<void> {
  await ctx.db
    .insertInto('draft_snapshot')
    .values({ attempt_id: attemptId, revision, text, words: countWords(text), reason, taken_at: takenAt })
    .execute()
}

/** Stores the text that a restoring replaces; the same text is stored once for that reason. */
export async function takeRestoreSnapshot(tx: TxCtx, snapshot: Snapshot): Promise<void> {
  const known = await tx.db
    .selectFrom('draft_snapshot')
    .where('attempt_id', '=', snapshot.attemptId)
    .where('reason', '=', 'restore')
    .where('text', '=', snapshot.text)
    .select('id')
    .executeTakeFirst()
  if (!known) await takeSnapshot(tx, 'restore', snapshot)
}

// Whoever deletes snapshots of an attempt or relies on one waits here, so that neither misses the other.
const lockDraft = (tx: TxCtx, attemptId: string) =>
  tx.db
    .selectFrom('draft')
    .where('attempt_id', '=', attemptId)
    .select('attempt_id')
    .forNoKeyUpdate()
    .execute()

// The attempt before its draft, as everywhere: whoever erases an attempt locks in that order.
const holdAttempt = (tx: TxCtx, attemptId: string) =>
  tx.db.selectFrom('attempt').where('id', '=', attemptId).select('id').forKeyShare().execute()

/** Deletes snapshots beyond the limits of an attempt, the densest of the oldest first (`thinnedOut`). */
export async function thinOutSnapshots(tx: TxCtx, attemptId: string): Promise<void> {
  await lockDraft(tx, attemptId)
  const stored = await tx.db
    .selectFrom('draft_snapshot')
    .where('attempt_id', '=', attemptId)
    .select(['id', 'taken_at as takenAt', 'pinned'])
    .select([sql<SnapshotReason>`reason`.as('reason'), sql<number>`octet_length(text)`.as('bytes')])
    .$castTo<Stored>()
    .execute()
  const gone = thinnedOut(stored, tx.now())
  if (gone.length > 0) await tx.db.deleteFrom('draft_snapshot').where('id', 'in', gone).execute()
}

/** The same text of the same attempt has the same id, so that two requests at once store it once. */
function idOf(attemptId: string, text: string): string {
  const hash = createHash('sha256').update(`${attemptId}\0${text}`).digest('hex')
  return hash.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/**
 * Stores a text that lost a conflict, with the revision it stood on. A text without words is not stored, and one that
 * is stored already is pinned. False where the attempt has as many of them as one may have: the page must hold on to
 * the text.
 */
export async function storeConflictCopy(
  ctx: Ctx,
  { attemptId, revision, text, takenAt }: Snapshot,
): Promise<boolean> {
  const words = countWords(text)
  if (words === 0) return true
  return inTransaction(ctx, async (tx) => {
    await holdAttempt(tx, attemptId)
    await lockDraft(tx, attemptId)
    const { rows: known } = await sql`
      with held as (
        select id, pinned from draft_snapshot where attempt_id = ${attemptId} and text = ${text}
      ), pin as (
        update draft_snapshot set pinned = true where id in (select id from held where not pinned)
      )
      select id from held`.execute(tx.db)
    if (known.length > 0) return true
    const { rows } = await sql<{ count: number; bytes: number }>`
      select count(*)::integer as count, coalesce(sum(octet_length(text)), 0)::integer as bytes
      from draft_snapshot where attempt_id = ${attemptId} and reason = 'conflict'`.execute(tx.db)
    const { count = 0, bytes = 0 } = rows[0] ?? {}
    if (count >= CONFLICT_LIMITS.count || bytes >= CONFLICT_LIMITS.bytes) return false
    const row = { id: idOf(attemptId, text), reason: 'conflict' }
    await tx.db
      .insertInto('draft_snapshot')
      .values({ ...row, attempt_id: attemptId, revision, text, words, taken_at: takenAt })
      .execute()
    return true
  })
}
