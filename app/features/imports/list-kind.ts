import type { Locale } from '#app/i18n/locales.ts'
import type { Ctx, TxCtx } from '#app/platform/ctx.ts'
import type { FieldRule } from './columns.ts'
import type { ImportKind, PlannedRow, SourceRow } from './import-row.ts'

/** What the rows of one file are judged by. */
export type ListAbout = {
  importId: string
  cohortId: string
  /** Heads of the columns, as `plainHead` writes them. */
  heads: string[]
  /** The language of people whose row names none. */
  locale: Locale
  /** True where new people get their invitation at once. */
  invite: boolean
  /** True inside the transaction that applies: whoever is meant is locked. */
  lock: boolean
}

/** Judges the rows of one file in their order, and carries out what it has judged. */
export type Planner = {
  plan(row: SourceRow): PlannedRow
  apply(tx: TxCtx): Promise<void>
}

/** A kind of list: its columns, and what its rows mean. The feature that owns the rows' meaning implements it. */
export type ListKind = {
  rules: readonly FieldRule[]
  /** Fields without which no row can be judged; empty where enough is known. */
  missing(fields: readonly string[]): string[]
  prepare(ctx: Ctx, about: ListAbout, rows: readonly SourceRow[]): Promise<Planner>
}
export type ListKinds = Record<ImportKind, ListKind>
