import type { Ctx } from '#app/platform/ctx.ts'
import type { JobHandlers } from '#app/platform/jobs.server.ts'
import { compileVersion } from './operations/compile-version.server.ts'

/** Compiles new versions outside of any request: the first one costs a second of CPU. */
export const lessonJobs = (ctx: () => Ctx): JobHandlers<'lesson.compile'> => ({
  'lesson.compile': ({ versionId }) => compileVersion(ctx(), versionId),
})
