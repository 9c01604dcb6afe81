import type { Permit } from '#app/access/permit.ts'
import { actorId, type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { enqueue } from '#app/platform/jobs.server.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import type { ImportChoices } from '../import-report.ts'

/** A list that was asked for so long ago is asked for again: its job has ended without a word. */
const STUCK_MS = 120_000

/**
 * Has a checked list applied by a job. Refuses `nothing` where no row would change anything, `applied` where that has
 * happened, `unchecked` before the check is done; asked twice at once it is applied once.
 */
export async function requestApply(
  ctx: Ctx,
  { importId }: Permit<'import.manage'>,
  { invite }: { invite: boolean },
): Promise<Result<null, 'nothing' | 'applied' | 'unchecked'>> {
  return inTransaction(ctx, async (tx) => {
    const row = await tx.db
      .selectFrom('file_import')
      .where('id', '=', importId)
      .select(['state', 'choices', 'changed_at'])
      .select((eb) =>
        eb
          .exists(
            eb
              .selectFrom('file_import_row')
              .where('import_id', '=', importId)
              .where('verdict', 'in', ['new', 'changed'])
              .select('line'),
          )
          .$castTo<boolean>()
          .as('does'),
      )
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (row.state === 'applied') return refuse('applied')
    if (row.state === 'applying') {
      if (tx.now().getTime() - row.changed_at.getTime() < STUCK_MS) return ok(null)
    } else if (row.state !== 'checked') return refuse('unchecked')
    if (!row.does) return refuse('nothing')
    const choices: ImportChoices = { ...(row.choices as unknown as ImportChoices), invite }
    const state = { state: 'applying' as const, rows_done: 0, applied_by: actorId(tx), changed_at: tx.now() }
    await tx.db
      .updateTable('file_import')
      .set({ ...state, choices: JSON.stringify(choices) })
      .where('id', '=', importId)
      .execute()
    await enqueue(tx, 'import.apply', { importId }, { key: `import:${importId}` })
    return ok(null)
  })
}
