import { sql } from 'kysely'
import type { Permit } from '#app/access/permit.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import type { ImportChoices, ImportReport } from '../import-report.ts'
import type { Change, ImportKind, RowFault, Values, Verdict } from '../import-row.ts'

/** An uploaded list, without its bytes. */
export type FileImport = {
  id: string
  kind: ImportKind
  cohortId: string
  cohort: string
  fileName: string
  state: 'waiting' | 'checked' | 'failed' | 'applying' | 'applied'
  choices: ImportChoices
  report: ImportReport
  rowsDone: number
  rowsTotal: number
  createdAt: Date
  changedAt: Date
  appliedAt: Date | null
  counts: Record<Verdict, number>
}

const imports = (ctx: Ctx) =>
  ctx.db
    .selectFrom('file_import as i')
    .innerJoin('cohort as c', 'c.id', 'i.cohort_id')
    .select([
      'i.id',
      'i.kind',
      'i.cohort_id as cohortId',
      'c.name as cohort',
      'i.file_name as fileName',
      'i.state',
      'i.choices',
      'i.report',
      'i.rows_done as rowsDone',
      'i.rows_total as rowsTotal',
      'i.created_at as createdAt',
      'i.changed_at as changedAt',
      'i.applied_at as appliedAt',
    ])
    .select(
      sql<Partial<Record<Verdict, number>> | null>`(
        select jsonb_object_agg(v.verdict, v.count) from (
          select r.verdict, count(*)::int as count from file_import_row r where r.import_id = i.id group by 1) v)`.as(
        'counts',
      ),
    )

const NONE = { new: 0, changed: 0, unchanged: 0, refused: 0 }

const asImport = (
  row: Awaited<ReturnType<ReturnType<typeof imports>['executeTakeFirstOrThrow']>>,
): FileImport => ({
  ...row,
  choices: row.choices as unknown as ImportChoices,
  report: row.report as unknown as ImportReport,
  counts: { ...NONE, ...row.counts },
})

/** The list of the permit. */
export async function oneImport(ctx: Ctx, { importId }: Permit<'import.manage'>): Promise<FileImport> {
  return asImport(await imports(ctx).where('i.id', '=', importId).executeTakeFirstOrThrow())
}

/** The newest lists, of both kinds. */
export async function newestImports(ctx: Ctx, _permit: Permit<'people.manage'>): Promise<FileImport[]> {
  const rows = await imports(ctx).orderBy('i.created_at', 'desc').orderBy('i.id').limit(10).execute()
  return rows.map(asImport)
}

/** True while a job works on the list: its page waits. */
export const isWorking = ({ state }: Pick<FileImport, 'state'>): boolean =>
  state === 'waiting' || state === 'applying'

/** Waits for the end of work on a list for so many milliseconds: short lists need no page that waits. */
export async function awaitImport(
  ctx: Ctx,
  permit: Permit<'import.manage'>,
  milliseconds: number,
): Promise<FileImport> {
  const end = Date.now() + milliseconds
  for (;;) {
    const found = await oneImport(ctx, permit)
    if (!isWorking(found) || Date.now() >= end) return found
    await new Promise((done) => setTimeout(done, 100))
  }
}

/** One row as a page shows it; `cells` are those of the file. */
export type ImportRow = {
  line: number
  cells: string[]
  shown: Values
  faults: RowFault[]
  changes: Change[]
}

/** Rows of one verdict after a line, in the order of the file, and the lines at which other pages begin. */
export async function importRows(
  ctx: Ctx,
  { importId }: Permit<'import.manage'>,
  verdict: Verdict,
  { after = 0, most }: { after?: number; most: number },
): Promise<ImportRow[]> {
  const rows = await ctx.db
    .selectFrom('file_import_row')
    .where('import_id', '=', importId)
    .where('verdict', '=', verdict)
    .where('line', '>', after)
    .orderBy('line')
    .limit(most)
    .select(['line', 'source', 'shown', 'faults', 'changes'])
    .execute()
  return rows.map(({ line, source, shown, faults, changes }) => ({
    line,
    cells: (source as unknown as { cells: string[] }).cells,
    shown: shown as unknown as Values,
    faults: faults as unknown as RowFault[],
    changes: changes as unknown as Change[],
  }))
}
