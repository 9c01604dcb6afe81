import { sql } from 'kysely'
import type { Permit } from '#app/access/permit.ts'
import { countWords } from '#app/features/lessons/mdx/reading-time.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { lastCall } from '../attempt.ts'
import { normaliseText } from '../essay-text.ts'
import { snapshotOf } from '../snapshots.ts'
import { isFree, isMine } from '../steps/presence.server.ts'
import {
  type Snapshot,
  storeConflictCopy,
  takeSnapshot,
  thinOutSnapshots,
} from '../steps/snapshots.server.ts'
import { storeLateCopy } from './store-late-copy.server.ts'

export type Saved =
  /** `active`: no other page is the one that writes. */
  | { kind: 'saved'; revision: number; text: string; savedAt: Date; active: boolean; deadlineAt: Date }
  /**
   * Somebody, another tab or device, saved something else first: the person chooses. `kept`: the text that lost is
   * stored as a snapshot, or has no words; a page that is told otherwise holds on to it.
   */
  | { kind: 'conflict'; revision: number; text: string; kept: boolean }
  /** `kept`: the words came after the last call and are stored for staff. */
  | { kind: 'closed'; kept: boolean }
  | { kind: 'broken' }
  | { kind: 'too_large' }

type Sent = { baseRevision: number; text: string; editor?: string | undefined }

type Written = {
  revision: number
  active: boolean
  deadlineAt: Date
  newest: Date | null
  beforeBytes: number
  beforeSavedAt: Date
  /** The text before, where it was at least twice as long. */
  beforeText: string | null
}

/**
 * Saves the text of an open attempt on top of revision `baseRevision`, from the page that calls itself `editor`. The
 * same text sent again is answered like the first time, so a lost answer costs nothing, and is no new revision: one
 * revision number never stands for the same words as another one next to it. Another base is a conflict: it changes
 * nothing, and the text that lost is stored as a snapshot. A text that comes after the last call is stored as a late
 * copy.
 */
export async function saveDraft(ctx: Ctx, permit: Permit<'attempt.write'>, sent: Sent): Promise<Saved> {
  const normal = normaliseText(sent.text)
  if (!normal.ok) return { kind: normal.reason }
  const text = normal.value
  const { attemptId } = permit
  const now = ctx.now()
  const editor = sent.editor ?? null
  const bytes = Buffer.byteLength(text)
  // One statement. The shared lock on the attempt makes a closing wait for this save, or this save find it closed:
  // what was acknowledged is always in what is closed.
  const { rows } = await sql<Written>`
    with open_attempt as (
      select id, deadline_at from attempt
      where id = ${attemptId} and closed_at is null
        and deadline_at + grace_seconds * interval '1 second' >= ${now}
      for share
    )
    update draft set text = ${text}, words = ${countWords(text)}, revision = draft.revision + 1, saved_at = ${now},
      editor = case when ${isFree(editor, now)} then coalesce(${editor}::text, draft.editor) else draft.editor end,
      editor_seen_at = case when ${editor}::text is not null and ${isFree(editor, now)}
        then ${now} else draft.editor_seen_at end
    from open_attempt, draft as before
    where draft.attempt_id = open_attempt.id and draft.revision = ${sent.baseRevision} and draft.text <> ${text}
      and before.attempt_id = open_attempt.id
    returning draft.revision, ${isMine(editor, now)} as active, open_attempt.deadline_at as "deadlineAt",
      octet_length(before.text) as "beforeBytes", before.saved_at as "beforeSavedAt",
      case when octet_length(before.text) > 2 * ${bytes}::integer then before.text end as "beforeText",
      (select max(taken_at) from draft_snapshot
        where attempt_id = draft.attempt_id and reason = 'writing') as newest`.execute(ctx.db)
  const [written] = rows
  if (!written) return whyNot(ctx, permit, { ...sent, text })
  const { revision, active, deadlineAt } = written
  const which = snapshotOf({ now, newest: written.newest, before: written.beforeBytes, after: bytes })
  const snapshot =
    which === 'new'
      ? { revision, text, takenAt: now }
      : { revision: revision - 1, text: written.beforeText, takenAt: written.beforeSavedAt }
  if (which && snapshot.text !== null)
    await storeSnapshot(ctx, attemptId, { ...snapshot, text: snapshot.text })
  return { kind: 'saved', revision, text, savedAt: now, active, deadlineAt }
}

const storeSnapshot = (ctx: Ctx, attemptId: string, snapshot: Omit<Snapshot, 'attemptId'>): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    await takeSnapshot(tx, 'writing', { attemptId, ...snapshot })
    await thinOutSnapshots(tx, attemptId)
  })

async function whyNot(ctx: Ctx, permit: Permit<'attempt.write'>, sent: Sent): Promise<Saved> {
  const now = ctx.now()
  const { text, baseRevision } = sent
  const { attemptId } = permit
  const state = await ctx.db
    .selectFrom('attempt as a')
    .innerJoin('draft', 'draft.attempt_id', 'a.id')
    .where('a.id', '=', attemptId)
    .select(['a.closed_at', 'a.deadline_at as deadlineAt', 'a.grace_seconds as graceSeconds'])
    .select(['draft.revision', 'draft.text', 'draft.saved_at as savedAt'])
    .select(isFree(sent.editor ?? null, now).as('active'))
    .executeTakeFirst()
  // Erased since the permit was given.
  if (!state) return { kind: 'closed', kept: false }
  const { revision, savedAt, active, deadlineAt } = state
  if (state.text === text) return { kind: 'saved', revision, text, savedAt, active, deadlineAt }
  if (state.closed_at || now > lastCall(state)) {
    const late = await storeLateCopy(ctx, permit, text)
    // Staff gave more time in this very moment.
    return late === 'open' ? saveDraft(ctx, permit, sent) : { kind: 'closed', kept: late === 'stored' }
  }
  const kept = await storeConflictCopy(ctx, { attemptId, revision: baseRevision, text, takenAt: now })
  return { kind: 'conflict', revision, text: state.text, kept }
}
