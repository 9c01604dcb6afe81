import type { Ctx } from '#app/platform/ctx.ts'
import type { JobHandlers } from '#app/platform/jobs.server.ts'
import { closeExpiredAttempt } from './operations/close-expired-attempt.server.ts'

/** At the end of the grace time the server closes an attempt, whether anybody is there or not. */
export const essayJobs = (ctx: () => Ctx): JobHandlers<'attempt.close'> => ({
  'attempt.close': ({ attemptId }) => closeExpiredAttempt(ctx(), attemptId),
})
