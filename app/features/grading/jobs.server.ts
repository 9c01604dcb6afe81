import type { Ctx } from '#app/platform/ctx.ts'
import type { JobHandlers } from '#app/platform/jobs.server.ts'
import { watchPromises } from './operations/watch-promises.server.ts'

/** Before a promise of feedback breaks, the leads are told; `linkTo` makes the address of the queue of a prompt. */
export const gradingJobs = (
  ctx: () => Ctx,
  linkTo: (promptSlug: string) => string,
): JobHandlers<'promise.watch'> => ({
  'promise.watch': (which) => watchPromises(ctx(), which, linkTo),
})
