import type { Encoding } from './text-encoding.ts'

/** What a file may hold; beyond it the file is refused as a whole. `cell` is where a cell is cut: rules refuse it later. */
export const TABLE_LIMITS = { rows: 10_000, columns: 100, cell: 500 } as const

/** What stands between the cells of a CSV file. */
export const delimiters = [';', ',', '\t', '|'] as const
export type Delimiter = (typeof delimiters)[number]

/** How a file is to be read where somebody knows it better than its bytes; null is found out. */
export type ReadOptions = { encoding: Encoding | null; delimiter: Delimiter | null; sheet: string | null }

/** A row that is not empty. `line` is its number in a spreadsheet; `formulas` are the places of cells that are computed. */
export type SheetRow = { line: number; cells: string[]; formulas?: number[] }

/** What a file turned out to be; for a workbook the sheets by name and the one that was read. */
export type FileFacts = {
  kind: 'csv' | 'xlsx'
  encoding: Encoding | null
  /** True where some bytes are no letters of that encoding. */
  damaged: boolean
  delimiter: Delimiter | null
  sheets: string[]
  sheet: string | null
}

/** Why a file as a whole cannot be read. */
export type FileFault =
  | 'empty'
  | 'too_many_rows'
  | 'too_many_columns'
  | 'old_xls'
  | 'encrypted'
  | 'page'
  | 'not_table'
  | 'binary'
  | 'broken_zip'
  | 'zip_bomb'
  | 'no_workbook'
  | 'broken_workbook'
  | 'quote_open'
  | 'broken_csv'
  | 'out_of_time'
  | 'out_of_memory'
  | 'check_failed'

export type ReadResult =
  | { ok: true; facts: FileFacts; rows: SheetRow[] }
  | { ok: false; fault: FileFault; detail: Record<string, string | number> }

/** A file that cannot be read, thrown by readers and caught where they are called. */
export class UnreadableFile extends Error {
  override name = 'UnreadableFile'
  readonly fault: FileFault
  readonly detail: Record<string, string | number>
  constructor(fault: FileFault, detail: Record<string, string | number> = {}) {
    super(fault)
    this.fault = fault
    this.detail = detail
  }
}

/** A text of at most so many characters, of which each can be stored: no NUL, and no half of a pair. */
export const cut = (text: string, most: number): string =>
  text.slice(0, most).toWellFormed().replaceAll('\0', '\ufffd')

/**
 * Rows without empty ones and without empty columns at the end, cells cut at `TABLE_LIMITS.cell`. Refuses a table
 * without any row, with too many of them, and with too many columns.
 */
export function boundTable(rows: SheetRow[]): SheetRow[] {
  const kept: SheetRow[] = []
  for (const { line, cells, formulas } of rows) {
    let width = cells.length
    while (width > 0 && !cells[width - 1]?.trim()) width--
    if (width === 0) continue
    if (width > TABLE_LIMITS.columns)
      throw new UnreadableFile('too_many_columns', { most: TABLE_LIMITS.columns, line })
    const short = cells.slice(0, width).map((cell) => cut(cell, TABLE_LIMITS.cell))
    kept.push(formulas?.length ? { line, cells: short, formulas } : { line, cells: short })
    // One more for the heads.
    if (kept.length > TABLE_LIMITS.rows + 1)
      throw new UnreadableFile('too_many_rows', { most: TABLE_LIMITS.rows })
  }
  if (kept.length === 0) throw new UnreadableFile('empty')
  return kept
}
