import type { Permit } from '#app/access/permit.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { isUuid } from '#app/platform/uuid.ts'
import { mayWrite } from '../attempt.ts'
import { attemptForUpdate } from '../steps/attempt.server.ts'
import { takeRestoreSnapshot, thinOutSnapshots } from '../steps/snapshots.server.ts'

/**
 * Makes an earlier text of an open attempt the current one, as a new revision; what was there is stored as a snapshot,
 * within the limits of an attempt. The text that is there anyway changes nothing. Refuses `closed` after the last call,
 * and `no_snapshot` where it is not one of this attempt.
 */
export async function restoreSnapshot(
  ctx: Ctx,
  permit: Permit<'attempt.write'>,
  snapshotId: string,
): Promise<Result<{ revision: number }, 'closed' | 'no_snapshot'>> {
  if (!isUuid(snapshotId)) return refuse('no_snapshot')
  return inTransaction(ctx, async (tx) => {
    const attempt = await attemptForUpdate(tx, permit.attemptId)
    const now = tx.now()
    if (!attempt || !mayWrite(attempt, now)) return refuse('closed')
    const snapshot = await tx.db
      .selectFrom('draft_snapshot')
      .where('id', '=', snapshotId)
      .where('attempt_id', '=', attempt.id)
      .select(['text', 'revision', 'words'])
      .executeTakeFirst()
    if (!snapshot) return refuse('no_snapshot')
    const { id: attemptId, revision, text } = attempt
    if (snapshot.text === text) return ok({ revision })
    await takeRestoreSnapshot(tx, { attemptId, revision, text, takenAt: now })
    await thinOutSnapshots(tx, attemptId)
    await tx.db
      .updateTable('draft')
      .set({ text: snapshot.text, words: snapshot.words, revision: revision + 1, saved_at: now })
      .where('attempt_id', '=', attemptId)
      .execute()
    const details = { from: snapshot.revision, to: revision + 1 }
    await recordAudit(tx, { type: 'draft.restored', subjectId: attemptId, details })
    return ok({ revision: revision + 1 })
  })
}
