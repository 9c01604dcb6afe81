import { randomUUID } from 'node:crypto'
import type { Permit } from '#app/access/permit.ts'
import { type AuditEvent, recordAudits } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction, type TxCtx } from '#app/platform/ctx.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { contentOf, type DraftFault, isStored, type SentDraft } from '../draft.ts'
import { finished } from '../mark.ts'
import { scriptOf } from '../queries/marking.server.ts'
import { oldestHeld } from '../queries/queue.server.ts'
import { lockMarker, lockScript, renewLease } from '../steps/lease.server.ts'
import { storeDraft, storeMark } from '../steps/mark.server.ts'
import { claimOldest, type NextFilter } from '../steps/next.server.ts'

/** The script that was finished, and where the marker goes on; null where nothing is free. */
export type Finalised = { alias: string; nextId: string | null }

/** The draft was stored as `revision`; `missing` are the criteria without points. */
type Incomplete = { reason: 'incomplete'; revision: number; missing: string[] }

type Next = { permit: Permit<'queue.read'>; filter: NextFilter }

/**
 * Makes what was sent the mark of the script, an immutable row and an outcome that waits for release, and takes the
 * next script: the oldest one in hand, else the one of the filter that has waited longest. All in one transaction.
 * Refuses with `incomplete` (a criterion has no points; the draft is stored), `stale` (another window stored in
 * between), `lease_over` (also where the script does not count any more or the person may not mark any more), `marked`,
 * or with what is wrong with the draft; then nothing is stored.
 */
export async function finaliseMark(
  ctx: Ctx,
  permit: Permit<'submission.mark'>,
  sent: SentDraft,
  next: Next,
): Promise<Result<Finalised, 'lease_over' | 'marked' | 'stale', Incomplete | DraftFault>> {
  return inTransaction(ctx, async (tx) => {
    if (!(await lockMarker(tx, permit.markerId))) return refuse('lease_over')
    if (!(await lockScript(tx, permit.submissionId))) return refuse('lease_over')
    const held = await renewLease(tx, permit)
    const script = await scriptOf(tx, permit)
    if (script.markedBy) return refuse('marked')
    if (!held) return refuse('lease_over')
    const content = contentOf(sent, script, randomUUID())
    if (!content.ok) return { ok: false, ...content.fault }
    const stored = isStored(script, sent.base, content.value)
    if (!stored && script.draft.revision !== sent.base) return refuse('stale')
    const mark = finished(content.value, script.criteria)
    if (!mark.ok) {
      const revision = stored ? script.draft.revision : await storeDraft(tx, permit, sent.base, content.value)
      if (revision === null) return refuse('stale')
      return refuse('incomplete', { revision, missing: mark.missing })
    }
    const id = randomUUID()
    const { points, annotations } = mark.value
    const { revision } = script.draft
    const final = { ...content.value, annotations, points, revision, rubricId: script.rubricId }
    await storeMark(tx, { id, submissionId: permit.submissionId, markerId: permit.markerId, ...final })
    const details = { markId: id, points }
    const finalised: AuditEvent = { type: 'mark.finalised', subjectId: permit.submissionId, details }
    const { nextId, taken } = await goOn(tx, next)
    const claims: AuditEvent[] = taken ? [{ type: 'lease.taken', subjectId: nextId }] : []
    await recordAudits(tx, [finalised, ...claims])
    return ok({ alias: script.alias, nextId })
  })
}

async function goOn(tx: TxCtx, { permit, filter }: Next): Promise<{ nextId: string | null; taken: boolean }> {
  const held = await oldestHeld(tx, permit)
  if (held) return { nextId: held, taken: false }
  const claimed = await claimOldest(tx, permit, filter)
  return { nextId: claimed, taken: claimed !== null }
}
