import { sql } from 'kysely'
import type { Person } from '#app/access/actor.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction, type TxCtx } from '#app/platform/ctx.ts'
import { plainHead } from '../columns.ts'
import { type ImportChoices, type ImportReport, sourceRow } from '../import-report.ts'
import { countVerdicts, type PlannedRow, sameEffect } from '../import-row.ts'
import type { ListKinds } from '../list-kind.ts'
import { noteProgress, planAll, replaceRows } from '../steps/rows.server.ts'

/**
 * Applies a list that somebody has asked to apply: all its new and changed rows in one transaction, or none. Every row is
 * judged again first, on locked rows; where one means something else by now, nothing is applied, and the list shows what it
 * means now. Lists are applied one after the other. A second job for the same list finds nothing to do.
 */
export async function applyFile(ctx: Ctx, importId: string, kinds: ListKinds): Promise<void> {
  try {
    await inTransaction(ctx, (tx) => applyIn(ctx, tx, importId, kinds))
  } catch (error) {
    await ctx.db
      .updateTable('file_import')
      .set({ state: 'checked', report: sql`report || '{"broke": true}'`, changed_at: ctx.now() })
      .where('id', '=', importId)
      .where('state', '=', 'applying')
      .execute()
    throw error
  }
}

async function applyIn(outside: Ctx, system: TxCtx, importId: string, kinds: ListKinds): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('list.apply'))`.execute(system.db)
  const stored = await system.db
    .selectFrom('file_import')
    .where('id', '=', importId)
    .where('state', '=', 'applying')
    .select(['kind', 'cohort_id as cohortId', 'choices', 'report', 'applied_by as appliedBy'])
    .executeTakeFirst()
  if (!stored) return
  const choices = stored.choices as unknown as ImportChoices
  const report = stored.report as unknown as ImportReport
  const actor = await stillAdmin(system, stored.appliedBy)
  if (!actor) return done(system, importId, 'checked', { ...report, broke: true })
  const tx: TxCtx = { ...system, actor, locale: actor.locale }
  const before = await storedRows(tx, importId)
  const rows = before.map(({ planned: { line, cells }, formulas }) =>
    sourceRow({ line, cells, formulas }, report.columns, choices.fixes),
  )
  const heads: string[] = []
  for (const { index, head } of report.columns) heads[index] = plainHead(head)
  const about = {
    importId,
    cohortId: stored.cohortId,
    heads,
    locale: choices.locale,
    invite: choices.invite,
    lock: true,
  }
  const planner = await kinds[stored.kind].prepare(tx, about, rows)
  const planned = await planAll(rows, planner.plan, (count) =>
    noteProgress(outside, importId, Math.floor(count / 2), rows.length),
  )
  const stale = planned.filter((row, index) => {
    const old = before[index]?.planned
    return !old || !sameEffect(old, row)
  }).length
  if (stale > 0) {
    await replaceRows(tx, importId, planned, new Map(before.map((row) => [row.planned.line, row.formulas])))
    return done(tx, importId, 'checked', { ...report, stale, broke: false })
  }
  await planner.apply(tx)
  const { new: added, changed, refused } = countVerdicts(planned)
  const details = { kind: stored.kind, cohortId: stored.cohortId, added, changed, refused }
  await recordAudit(tx, { type: 'list.applied', subjectId: importId, details })
  await done(tx, importId, 'applied', { ...report, stale: 0, broke: false })
}

async function stillAdmin(tx: TxCtx, personId: string | null): Promise<Person | null> {
  if (!personId) return null
  const row = await tx.db
    .selectFrom('person')
    .where('id', '=', personId)
    .where('role', '=', 'admin')
    .where('deactivated_at', 'is', null)
    .select(['id', 'name', 'email', 'locale'])
    .executeTakeFirst()
  const nothing = { role: 'admin' as const, sessionId: '', needsSecondFactor: false, cohorts: [] }
  return row ? { kind: 'person', ...row, ...nothing } : null
}

async function storedRows(
  tx: TxCtx,
  importId: string,
): Promise<{ planned: PlannedRow; formulas: number[] }[]> {
  const rows = await tx.db
    .selectFrom('file_import_row')
    .where('import_id', '=', importId)
    .orderBy('line')
    .select(['line', 'verdict', 'source', 'shown', 'faults', 'changes'])
    .execute()
  return rows.map(({ source, ...row }) => {
    const { cells, formulas } = source as unknown as { cells: string[]; formulas: number[] }
    return { planned: { ...row, cells } as unknown as PlannedRow, formulas }
  })
}

/** The file itself is needed no longer once it was applied. */
async function done(
  tx: TxCtx,
  importId: string,
  state: 'checked' | 'applied',
  report: ImportReport,
): Promise<void> {
  const applied = state === 'applied' ? { bytes: null, applied_at: tx.now() } : {}
  await tx.db
    .updateTable('file_import')
    .set({ state, report: JSON.stringify(report), changed_at: tx.now(), ...applied })
    .where('id', '=', importId)
    .execute()
}
