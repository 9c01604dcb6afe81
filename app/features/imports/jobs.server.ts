import type { Ctx } from '#app/platform/ctx.ts'
import type { JobHandlers } from '#app/platform/jobs.server.ts'
import type { ListKinds } from './list-kind.ts'
import { applyFile } from './operations/apply-file.server.ts'
import { checkFile } from './operations/check-file.server.ts'

/** How long an uploaded list is kept: it names people. */
const DAYS_KEPT = 7

/** Checks and applies lists outside of any request, and deletes old ones once an hour. */
export const importJobs = (
  ctx: () => Ctx,
  kinds: ListKinds,
): JobHandlers<'import.check' | 'import.apply' | 'import.sweep'> => ({
  'import.check': ({ importId }) => checkFile(ctx(), importId, kinds),
  'import.apply': ({ importId }) => applyFile(ctx(), importId, kinds),
  async 'import.sweep'() {
    const { db, now } = ctx()
    const oldest = new Date(now().getTime() - DAYS_KEPT * 86_400_000)
    await db.deleteFrom('file_import').where('created_at', '<', oldest).execute()
  },
})
