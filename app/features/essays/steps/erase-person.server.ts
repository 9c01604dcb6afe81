import { type RawBuilder, sql } from 'kysely'
import type { TxCtx } from '#app/platform/ctx.ts'

/** Ids of all attempts and submissions of a person; the attempts are locked, so that a save waits or is waited for. */
export async function lockEssaysOf(tx: TxCtx, personId: string): Promise<string[]> {
  const attempts = await tx.db
    .selectFrom('attempt')
    .where('person_id', '=', personId)
    .orderBy('id')
    .select('id')
    .forUpdate()
    .execute()
  const submissions = await tx.db
    .selectFrom('submission')
    .where('person_id', '=', personId)
    .select('id')
    .execute()
  return [...attempts, ...submissions].map(({ id }) => id)
}

// What was handed in and counts; an open attempt is no essay yet.
const counting: RawBuilder<boolean> = sql`closed_at is not null and exists (select from submission s
  where s.attempt_id = attempt.id and s.superseded_at is null)`

/**
 * Erases what a person wrote. With `keep` the essays that were handed in stay, with their marks; drafts, earlier
 * versions, late copies, replaced essays and reasons of extra time go in any case.
 */
export async function eraseEssays(tx: TxCtx, personId: string, { keep }: { keep: boolean }): Promise<void> {
  await tx.db.deleteFrom('allowance').where('person_id', '=', personId).execute()
  await tx.db
    .deleteFrom('attempt')
    .where('person_id', '=', personId)
    .$if(keep, (query) => query.where(sql<boolean>`not (${counting})`))
    .execute()
  if (!keep) return
  const own = tx.db.selectFrom('attempt').where('person_id', '=', personId).select('id')
  await tx.db
    .deleteFrom('submission')
    .where('person_id', '=', personId)
    .where('superseded_at', 'is not', null)
    .execute()
  await tx.db.deleteFrom('draft_snapshot').where('attempt_id', 'in', own).execute()
  await tx.db.deleteFrom('late_copy').where('attempt_id', 'in', own).execute()
  await tx.db
    .updateTable('draft')
    .set({ text: '', words: 0, editor: null, editor_seen_at: null })
    .where('attempt_id', 'in', own)
    .execute()
}
