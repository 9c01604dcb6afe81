import type { Permit } from '#app/access/permit.ts'
import { notify } from '#app/features/notifications/steps.server.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { actorId, type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { type Released, setReleased } from '../steps.server.ts'

/**
 * Releases finished outcomes (`which`: ids of submissions, or all of a filter that were finished `until` then, in the permit's cohorts) and writes to
 * each participant, in one transaction. What is not there, not in reach or released already is passed over.
 * `linkTo` makes the absolute address of the feedback on a prompt. Returns how many were released.
 */
export async function releaseOutcomes(
  ctx: Ctx,
  permit: Permit<'outcome.release'>,
  which: Released,
  linkTo: (promptSlug: string) => string,
): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const released = await setReleased(tx, { scope: permit.scope, which, by: actorId(tx) })
    for (const { submissionId, slug, title, person } of released) {
      await recordAudit(tx, { type: 'outcome.released', subjectId: submissionId })
      if (person) await notify(tx, person, { kind: 'released', title, link: linkTo(slug) })
    }
    return released.length
  })
}
