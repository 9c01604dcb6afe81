import type { Permit } from '#app/access/permit.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { enqueue } from '#app/platform/jobs.server.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import type { ImportChoices } from '../import-report.ts'

/**
 * Has a list checked again, read or understood in another way. Refuses `busy` while it is being applied, and `applied`
 * when it was. Without a change a check that got stuck is begun anew.
 */
export async function checkAgain(
  ctx: Ctx,
  { importId }: Permit<'import.manage'>,
  change: (choices: ImportChoices) => ImportChoices,
): Promise<Result<null, 'busy' | 'applied'>> {
  return inTransaction(ctx, async (tx) => {
    const row = await tx.db
      .selectFrom('file_import')
      .where('id', '=', importId)
      .select(['state', 'choices'])
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (row.state === 'applied') return refuse('applied')
    if (row.state === 'applying') return refuse('busy')
    const choices = change(row.choices as unknown as ImportChoices)
    await tx.db
      .updateTable('file_import')
      .set({ choices: JSON.stringify(choices), state: 'waiting', rows_done: 0, changed_at: tx.now() })
      .where('id', '=', importId)
      .execute()
    await enqueue(tx, 'import.check', { importId }, { key: `import:${importId}` })
    return ok(null)
  })
}
