import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { readTableApart } from '#app/platform/spreadsheet/read-apart.server.ts'
import type { ReadOptions } from '#app/platform/spreadsheet/table.ts'
import { plainHead, recogniseColumns } from '../columns.ts'
import { emptyReport, type ImportChoices, type ImportReport, sourceRow } from '../import-report.ts'
import type { PlannedRow } from '../import-row.ts'
import type { ListKinds } from '../list-kind.ts'
import { noteProgress, planAll, replaceRows } from '../steps/rows.server.ts'

/**
 * Reads an uploaded list and judges each row: the dry run. Nothing but the list's own rows is written. A list that waits
 * for nothing is left alone, so that the job may come twice; rejects where no thread is free, to be tried again.
 */
export async function checkFile(ctx: Ctx, importId: string, kinds: ListKinds): Promise<void> {
  const stored = await ctx.db
    .selectFrom('file_import')
    .where('id', '=', importId)
    .where('state', '=', 'waiting')
    .select(['kind', 'bytes', 'choices', 'cohort_id as cohortId'])
    .executeTakeFirst()
  if (!stored?.bytes) return
  const choices = stored.choices as unknown as ImportChoices
  const { encoding, delimiter, sheet } = choices
  const table = await readTableApart(new Uint8Array(stored.bytes), {
    encoding,
    delimiter,
    sheet,
  } as ReadOptions)
  if (!table.ok) {
    const fault = { code: table.fault, detail: table.detail }
    return keep(ctx, importId, { ...emptyReport, fault }, null)
  }
  const kind = kinds[stored.kind]
  const { head, columns } = recogniseColumns(table.rows, kind.rules, choices.columns ?? undefined)
  const headLine = table.rows[head]?.line ?? null
  const fields = columns.flatMap(({ field }) => field ?? [])
  const report: ImportReport = {
    ...emptyReport,
    facts: table.facts,
    headLine,
    columns,
    missing: kind.missing(fields),
  }
  const below = table.rows.slice(head + 1)
  if (below.length === 0)
    return keep(ctx, importId, { ...report, fault: { code: 'only_heads', detail: {} } }, null)
  if (report.missing.length > 0) return keep(ctx, importId, report, [])
  const rows = below.map((row) => sourceRow(row, columns, choices.fixes))
  const heads = (table.rows[head]?.cells ?? []).map(plainHead)
  const about = {
    importId,
    cohortId: stored.cohortId,
    heads,
    locale: choices.locale,
    invite: false,
    lock: false,
  }
  await noteProgress(ctx, importId, 0, rows.length)
  const planner = await kind.prepare(ctx, about, rows)
  const planned = await planAll(rows, planner.plan, (done) => noteProgress(ctx, importId, done, rows.length))
  await keep(
    ctx,
    importId,
    report,
    planned,
    new Map(below.map(({ line, formulas = [] }) => [line, formulas])),
  )
}

/** Writes down what became of the check; rows are null where the file could not be read. */
async function keep(
  ctx: Ctx,
  importId: string,
  report: ImportReport,
  rows: PlannedRow[] | null,
  formulas: ReadonlyMap<number, number[]> = new Map(),
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const waits = await tx.db
      .updateTable('file_import')
      .set({
        state: rows ? 'checked' : 'failed',
        report: JSON.stringify(report),
        rows_done: rows?.length ?? 0,
        rows_total: rows?.length ?? 0,
        changed_at: tx.now(),
      })
      .where('id', '=', importId)
      .where('state', '=', 'waiting')
      .executeTakeFirst()
    if (waits.numUpdatedRows > 0n) await replaceRows(tx, importId, rows ?? [], formulas)
  })
}
