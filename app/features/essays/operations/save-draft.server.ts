import { sql } from 'kysely'
import type { Permit } from '#app/access/permit.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { lastCall } from '../attempt.ts'
import { normaliseText } from '../essay-text.ts'

export type Saved =
  | { kind: 'saved'; revision: number; text: string; savedAt: Date }
  /** Somebody, another tab or device, saved something else first: both texts live, the person chooses. */
  | { kind: 'conflict'; revision: number; text: string }
  | { kind: 'closed' }
  | { kind: 'broken' }
  | { kind: 'too_large' }

/**
 * Saves the text of an open attempt on top of revision `baseRevision`. The same text sent again is answered like
 * the first time, so a lost answer costs nothing; another base is a conflict and changes nothing.
 */
export async function saveDraft(
  ctx: Ctx,
  permit: Permit<'attempt.write'>,
  sent: { baseRevision: number; text: string },
): Promise<Saved> {
  const normal = normaliseText(sent.text)
  if (!normal.ok) return { kind: normal.reason }
  const text = normal.value
  const now = ctx.now()
  // One statement. The shared lock on the attempt makes a closing wait for this save, or this save find it closed:
  // what was acknowledged is always in what is closed.
  const written = await sql<{ revision: number }>`
    with open_attempt as (
      select id from attempt
      where id = ${permit.attemptId} and closed_at is null
        and deadline_at + grace_seconds * interval '1 second' >= ${now}
      for share
    )
    update draft set text = ${text}, revision = revision + 1, saved_at = ${now}
    from open_attempt
    where draft.attempt_id = open_attempt.id and draft.revision = ${sent.baseRevision}
    returning draft.revision`.execute(ctx.db)
  const revision = written.rows[0]?.revision
  if (revision !== undefined) return { kind: 'saved', revision, text, savedAt: now }
  return whyNot(ctx, permit.attemptId, text)
}

async function whyNot(ctx: Ctx, attemptId: string, text: string): Promise<Saved> {
  const now = ctx.now()
  const state = await ctx.db
    .selectFrom('attempt as a')
    .innerJoin('draft as d', 'd.attempt_id', 'a.id')
    .where('a.id', '=', attemptId)
    .select(['a.closed_at', 'a.deadline_at as deadlineAt', 'a.grace_seconds as graceSeconds'])
    .select(['d.revision', 'd.text', 'd.saved_at'])
    .executeTakeFirstOrThrow()
  if (state.text === text) return { kind: 'saved', revision: state.revision, text, savedAt: state.saved_at }
  if (state.closed_at || now > lastCall(state)) return { kind: 'closed' }
  return { kind: 'conflict', revision: state.revision, text: state.text }
}
