import type { Permit } from '#app/access/permit.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'

/** Writes down that a list of `people` participants of a cohort left the house by name. */
export async function noteDownload(
  ctx: Ctx,
  _permit: Permit<'progress.read.names'>,
  { cohortId, people }: { cohortId: string; people: number },
): Promise<void> {
  await inTransaction(ctx, (tx) =>
    recordAudit(tx, { type: 'progress.downloaded', subjectId: cohortId, details: { people } }),
  )
}
