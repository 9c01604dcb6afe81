import { boundTable, type ReadResult, type SheetRow, TABLE_LIMITS, UnreadableFile } from './table.ts'
import { openArchive } from './unzip.server.ts'
import { walkXml } from './walk-xml.server.ts'
import { openWorkbook, type Workbook } from './workbook.server.ts'

/** Columns beyond the limit are read only far enough to be refused; rows in which nothing stands are counted, too. */
const COLUMN_CAP = TABLE_LIMITS.columns + 1
const ROW_CAP = TABLE_LIMITS.rows * 3

/**
 * The rows of one sheet of a workbook: the named one, else the first one that has any. Cells that are computed are named
 * in `formulas`; dates read as "2026-11-24"; a value that was merged downwards stands in each row. Refuses what is not a
 * workbook, what is protected by a password, and what would unpack to more than memory should hold.
 */
export async function readXlsx(
  bytes: Uint8Array,
  wanted: string | null,
): Promise<Extract<ReadResult, { ok: true }>> {
  const archive = await openArchive(bytes)
  const book = await openWorkbook(archive)
  const named = book.sheets.find(({ name }) => name === wanted)
  for (const sheet of named ? [named] : book.sheets) {
    const xml = await archive.text(sheet.path)
    if (xml === null) continue
    const rows = sheetRows(xml, book)
    if (rows.length === 0) continue
    const facts = {
      kind: 'xlsx' as const,
      encoding: null,
      damaged: false,
      delimiter: null,
      sheets: book.sheets.map(({ name }) => name),
      sheet: sheet.name,
    }
    return { ok: true, facts, rows: boundTable(rows) }
  }
  throw new UnreadableFile('empty')
}

const DAY_MS = 86_400_000
// Day 0 of workbooks, which take 1900 for a leap year.
const DAY_ZERO = Date.UTC(1899, 11, 30)

function numberText(raw: string, isDate: boolean): string {
  const value = Number(raw)
  if (raw.trim() === '' || !Number.isFinite(value)) return raw
  if (isDate && value >= 1 && value < 2_958_466)
    return new Date(DAY_ZERO + Math.floor(value) * DAY_MS).toISOString().slice(0, 10)
  // Long numbers of telephones are stored as 7.7011234567E10.
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? String(value) : raw
}

/** "BC12" → column 54 (from nought) and row 12; null where it is no reference. */
function placeOf(reference: string): { column: number; row: number } | null {
  const found = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference)
  if (!found) return null
  const column = [...(found[1] ?? '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
  return { column, row: Number(found[2]) }
}

type Cell = { type: string; style: number; value: string; inline: string }

function cellText({ type, style, value, inline }: Cell, { shared, dates }: Workbook): string {
  if (type === 'inlineStr') return inline
  if (type === 's') return shared[Number(value)] ?? ''
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE'
  if (type === '' || type === 'n') return numberText(value, dates[style] ?? false)
  return value
}

function sheetRows(xml: string, book: Workbook): SheetRow[] {
  const rows: Required<SheetRow>[] = []
  const merged: string[] = []
  let row: Required<SheetRow> = { line: 0, cells: [], formulas: [] }
  let cell: Cell | null = null
  let column = -1
  let inside: 'value' | 'inline' | null = null
  walkXml(xml, {
    open(name, attribute) {
      if (name === 'row') {
        row = { line: Number(attribute('r')) || row.line + 1, cells: [], formulas: [] }
        column = -1
        rows.push(row)
        if (rows.length > ROW_CAP) throw new UnreadableFile('too_many_rows', { most: TABLE_LIMITS.rows })
      } else if (name === 'c') {
        column = Math.min(placeOf(attribute('r'))?.column ?? column + 1, COLUMN_CAP)
        cell = { type: attribute('t'), style: Number(attribute('s')), value: '', inline: '' }
      } else if (name === 'f') row.formulas.push(column)
      else if (name === 'mergeCell' && merged.length < TABLE_LIMITS.rows) merged.push(attribute('ref'))
      inside = name === 'v' ? 'value' : name === 't' ? 'inline' : null
    },
    text(text) {
      if (cell && inside) cell[inside] += text
    },
    close(name) {
      inside = null
      if (name !== 'c' || !cell) return
      while (row.cells.length < column) row.cells.push('')
      row.cells[column] = cellText(cell, book)
      cell = null
    },
  })
  fillMerged(merged, rows)
  return rows.filter(({ cells }) => cells.some((text) => text.trim()))
}

/** A value that stands in the first of several merged rows holds for all of them. */
function fillMerged(merged: string[], rows: SheetRow[]): void {
  const byLine = new Map(rows.map((row) => [row.line, row]))
  for (const reference of merged) {
    const [from, to] = reference.split(':').map(placeOf)
    if (!from || !to || from.column > COLUMN_CAP) continue
    const value = byLine.get(from.row)?.cells[from.column]
    if (!value) continue
    for (let line = from.row + 1; line <= Math.min(to.row, from.row + TABLE_LIMITS.rows); line++) {
      const cells = byLine.get(line)?.cells
      if (!cells) continue
      while (cells.length <= from.column) cells.push('')
      cells[from.column] ||= value
    }
  }
}
