import { randomUUID } from 'node:crypto'
import type { Permit } from '#app/access/permit.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { finished, type MarkWork } from '../mark.ts'
import { type Script, scriptOf } from '../queries/marking.server.ts'
import { dropDraft, dropLease, lockScript, renewLease, storeMark, storeOutcome } from '../steps.server.ts'

type Finalised = { alias: string; points: number; max: number }

/**
 * Makes the marker's stored work (revision `base`) the mark of the script: an immutable row and an outcome that
 * waits for release. Refuses with `incomplete` (a criterion has no points), `stale` (another window stored in
 * between), `lease_over` (also where the script does not count any more) or `marked`.
 */
export async function finaliseMark(
  ctx: Ctx,
  permit: Permit<'submission.mark'>,
  base: number,
): Promise<Result<Finalised, 'incomplete' | 'stale' | 'lease_over' | 'marked'>> {
  return inTransaction(ctx, async (tx) => {
    if (!(await lockScript(tx, permit.submissionId))) return refuse('lease_over')
    const held = await renewLease(tx, permit)
    const script: Script = await scriptOf(tx, permit)
    if (script.markedBy) return refuse('marked')
    if (!held) return refuse('lease_over')
    const { revision, savedAt: _savedAt, ...work } = script.draft
    if (revision !== base) return refuse('stale')
    const mark = finished(work satisfies MarkWork, script.criteria)
    if (!mark.ok) return refuse('incomplete')
    const { points, max } = mark.value
    const id = randomUUID()
    await storeMark(tx, { id, ...permit, rubricId: script.rubricId, ...mark.value })
    await storeOutcome(tx, { ...permit, markId: id, points })
    await dropDraft(tx, permit)
    await dropLease(tx, permit)
    await recordAudit(tx, {
      type: 'mark.finalised',
      subjectId: permit.submissionId,
      details: { markId: id, points },
    })
    return ok({ alias: script.alias, points, max })
  })
}
