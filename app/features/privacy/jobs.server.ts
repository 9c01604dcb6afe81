import { paths } from '#app/paths.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import type { JobHandlers } from '#app/platform/jobs.server.ts'
import { runRetention } from './operations/run-retention.server.ts'

/** Once a day, and again while somebody is left to erase. */
export const privacyJobs = (ctx: () => Ctx, publicUrl: string): JobHandlers<'retention.run'> => ({
  'retention.run': () => runRetention(ctx(), (id) => new URL(paths.cohort(id), publicUrl).href),
})
