import { sql } from 'kysely'
import type { Ctx, TxCtx } from '#app/platform/ctx.ts'
import type { PlannedRow, SourceRow } from '../import-row.ts'

/** Rows that are judged or written in one go: others have their turn in between. */
const SLICE = 250

/** Gives the process to others for a moment. */
const pause = () => new Promise<void>((done) => setImmediate(done))

/** Judges rows in their order without holding the process; `after` hears how many are done. */
export async function planAll(
  rows: readonly SourceRow[],
  plan: (row: SourceRow) => PlannedRow,
  after: (done: number) => Promise<void>,
): Promise<PlannedRow[]> {
  const planned: PlannedRow[] = []
  for (let at = 0; at < rows.length; at += SLICE) {
    for (const row of rows.slice(at, at + SLICE)) planned.push(plan(row))
    await pause()
    if (at % (SLICE * 4) === 0) await after(planned.length)
  }
  return planned
}

/** Notes how far the work on a file is, outside of any transaction, for the page that waits. */
export async function noteProgress(ctx: Ctx, importId: string, done: number, total: number): Promise<void> {
  await ctx.db
    .updateTable('file_import')
    .set({ rows_done: done, rows_total: total, changed_at: ctx.now() })
    .where('id', '=', importId)
    .execute()
}

/** Puts these rows in place of all that were judged of a file before. */
export async function replaceRows(
  tx: TxCtx,
  importId: string,
  rows: readonly PlannedRow[],
  formulas: ReadonlyMap<number, number[]>,
): Promise<void> {
  await tx.db.deleteFrom('file_import_row').where('import_id', '=', importId).execute()
  for (let at = 0; at < rows.length; at += SLICE * 4) {
    const slice = rows.slice(at, at + SLICE * 4).map(({ line, verdict, cells, shown, faults, changes }) => {
      const source = { cells, formulas: formulas.get(line) ?? [] }
      return { line, verdict, source, shown, faults, changes }
    })
    const text = JSON.stringify(slice)
    await sql`
      insert into file_import_row (import_id, line, verdict, source, shown, faults, changes)
      select ${importId}::uuid, r.line, r.verdict, r.source, r.shown, r.faults, r.changes
      from jsonb_to_recordset(${text}::jsonb)
        as r(line integer, verdict text, source jsonb, shown jsonb, faults jsonb, changes jsonb)`.execute(
      tx.db,
    )
    await pause()
  }
}
