import { randomUUID } from 'node:crypto'
import type { Permit } from '#app/access/permit.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { contentOf, type DraftFault, isStored, type SentDraft } from '../draft.ts'
import { type MarkDraft, scriptOf } from '../queries/marking.server.ts'
import { lockScript, renewLease } from '../steps/lease.server.ts'
import { storeDraft } from '../steps/mark.server.ts'

/** A stored draft and until when the lease runs now. */
export type SavedDraft = { revision: number; savedAt: Date; until: Date }

/** `stored` is the draft of the other window. */
type Stale = { reason: 'stale'; stored: MarkDraft }

/**
 * Stores a draft over the revision it was made from and prolongs the lease. The same draft sent twice is stored once.
 * Refuses with `stale` (another window stored in between), `lease_over` (handed back or lost), `marked`, or with what
 * is wrong with it and beside which field that belongs; then nothing is stored. A typed comment must stand on words
 * that occur once in the essay (`absent`, `ambiguous`).
 */
export async function saveDraft(
  ctx: Ctx,
  permit: Permit<'submission.mark'>,
  sent: SentDraft,
): Promise<Result<SavedDraft, 'lease_over' | 'marked', Stale | DraftFault>> {
  return inTransaction(ctx, async (tx) => {
    const until = await renewLease(tx, permit)
    // Its writer may have been erased in this very moment.
    if (!until && !(await lockScript(tx, permit.submissionId))) return refuse('lease_over')
    const script = await scriptOf(tx, permit)
    if (script.markedBy) return refuse('marked')
    if (!until) return refuse('lease_over')
    const content = contentOf(sent, script, randomUUID())
    if (!content.ok) return { ok: false, ...content.fault }
    const { draft } = script
    if (draft.savedAt && isStored(script, sent.base, content.value))
      return ok({ revision: draft.revision, savedAt: draft.savedAt, until })
    const revision = await storeDraft(tx, permit, sent.base, content.value)
    if (revision === null) return refuse('stale', { stored: draft })
    return ok({ revision, savedAt: tx.now(), until })
  })
}
