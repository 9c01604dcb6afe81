import type { Permit } from '#app/access/permit.ts'
import { notifyAll } from '#app/features/notifications/steps/notify.server.ts'
import { recordAudits } from '#app/platform/audit.server.ts'
import { actorId, type Ctx, inTransaction } from '#app/platform/ctx.ts'
import type { Released } from '../queries/release.server.ts'
import { setReleased } from '../steps/release.server.ts'

/**
 * Releases finished outcomes (`which`: ids of submissions, or all of a filter that were finished `until` then, in the
 * permit's cohorts) and writes to each participant, in one transaction of as many statements for one as for hundreds.
 * What does not exist, is out of reach or released already is skipped. `linkTo` makes the absolute address of the
 * feedback on a prompt. Returns how many were released.
 */
export async function releaseOutcomes(
  ctx: Ctx,
  permit: Permit<'outcome.release'>,
  which: Released,
  linkTo: (promptSlug: string) => string,
): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const released = await setReleased(tx, { scope: permit.scope, which, by: actorId(tx) })
    await recordAudits(
      tx,
      released.map(({ submissionId }) => ({ type: 'outcome.released', subjectId: submissionId })),
    )
    await notifyAll(
      tx,
      released.flatMap(({ slug, title, person }) =>
        person
          ? [{ to: person, notification: { kind: 'released' as const, title, link: linkTo(slug) } }]
          : [],
      ),
    )
    return released.length
  })
}
