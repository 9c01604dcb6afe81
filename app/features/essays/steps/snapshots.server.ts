import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { countWords } from '#app/features/lessons/mdx/reading-time.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import type { SnapshotReason } from '../snapshots.ts'

type Snapshot = { attemptId: string; revision: number; text: string; takenAt: Date }

/** Keeps a text as it was at `takenAt` (UTC). */
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

// Nobody has so many conflicts; a page gone wild, or somebody who tries, fills no disk.
const CONFLICTS_LIMIT = 200

/** The same text of the same attempt has the same id, so that two requests at once keep it once. */
function idOf(attemptId: string, text: string): string {
  const hash = createHash('sha256').update(`${attemptId}\0${text}`).digest('hex')
  return hash.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/**
 * Keeps a text that lost a conflict, with the revision it stood on. A text without words, or one that is kept
 * already, is not kept again.
 */
export async function keepLoser(ctx: Ctx, { attemptId, revision, text, takenAt }: Snapshot): Promise<void> {
  const words = countWords(text)
  if (words === 0) return
  await sql`
    insert into draft_snapshot (id, attempt_id, revision, text, words, reason, taken_at)
    select ${idOf(attemptId, text)}::uuid, ${attemptId}::uuid, ${revision}::integer, sent.text, ${words}::integer,
      'conflict', ${takenAt}::timestamptz
    from (select ${text}::text as text) sent
    where not exists (
        select from draft_snapshot s where s.attempt_id = ${attemptId}::uuid and s.text = sent.text)
      and (select count(*) from draft_snapshot s
        where s.attempt_id = ${attemptId}::uuid and s.reason = 'conflict') < ${CONFLICTS_LIMIT}
    on conflict (id) do nothing`.execute(ctx.db)
}
