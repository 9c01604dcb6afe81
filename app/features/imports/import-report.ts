import type { Locale } from '#app/i18n/locales.ts'
import type { Column } from './columns.ts'
import type { SourceRow, Values } from './import-row.ts'

/** How somebody wants a file to be read; what is null or missing is found out. Lines and columns are keys of text. */
export type ImportChoices = {
  encoding: string | null
  delimiter: string | null
  sheet: string | null
  /** Fields of columns by hand; '' is "nobody takes it". Null: by their names. */
  columns: Record<string, string> | null
  /** Values that were accepted in place of those of the file, by line and field. */
  fixes: Record<string, Values>
  locale: Locale
  /** Whether new people get their invitation when the list is applied. */
  invite: boolean
}

/** How the file was read. */
export type ImportReport = {
  facts: {
    kind: 'csv' | 'xlsx'
    encoding: string | null
    damaged: boolean
    delimiter: string | null
    sheets: string[]
    sheet: string | null
  } | null
  fault: { code: string; detail: Record<string, string | number> } | null
  /** The line of the heads; null where the table has none. */
  headLine: number | null
  columns: Column[]
  missing: string[]
  /** Rows that meant something else when they were to be applied than when they were checked. */
  stale: number
  /** True where the last attempt to apply broke off; nothing of it was kept. */
  broke: boolean
}

export const emptyReport: ImportReport = {
  facts: null,
  fault: null,
  headLine: null,
  columns: [],
  missing: [],
  stale: 0,
  broke: false,
}

/** A row of the table as a row of the list: values by field, with what was accepted in their place. */
export function sourceRow(
  { line, cells, formulas = [] }: { line: number; cells: string[]; formulas?: number[] },
  columns: readonly Column[],
  fixes: ImportChoices['fixes'],
): SourceRow {
  const values: Values = {}
  const computed: string[] = []
  for (const { index, field } of columns) {
    if (!field) continue
    values[field] = cells[index] ?? ''
    if (formulas.includes(index)) computed.push(field)
  }
  const accepted = fixes[String(line)] ?? {}
  return {
    line,
    cells,
    values: { ...values, ...accepted },
    formulas: computed.filter((field) => accepted[field] === undefined),
  }
}
