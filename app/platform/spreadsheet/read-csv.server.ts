import { CsvError, parse } from 'csv-parse/sync'
import {
  boundTable,
  type Delimiter,
  delimiters,
  type ReadOptions,
  type ReadResult,
  TABLE_LIMITS,
  UnreadableFile,
} from './table.ts'
import { decodeText, detectEncoding } from './text-encoding.ts'

/** Lines that decide on the delimiter. */
const SAMPLE_LINES = 20
const SAMPLE_LENGTH = 64_000
/** Rows that are empty count here, too: a sheet of a million blank lines is no list. */
const MOST_RECORDS = TABLE_LIMITS.rows * 3

/** Texts that are no table: pages and reports that are saved as ".xls", formatted text, JSON. */
const PAGE = /^\s*(?:<!doctype|<html|<table|<\?xml|<meta|<style|<head|<body)/i
const OTHER_TEXT = /^\s*(?:\{\\rtf|\{\s*"|\[\s*[{[])/

/** The lines at the beginning, without what stands in quotes. */
const sampleOf = (text: string): string[] =>
  text
    .slice(0, SAMPLE_LENGTH)
    .replace(/"[^"]*"/g, '')
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim())
    .slice(0, SAMPLE_LINES)

/** The delimiter that stands in most lines the same number of times; a semicolon where none does. */
function detectDelimiter(text: string): Delimiter {
  const lines = sampleOf(text)
  let best: { delimiter: Delimiter; score: number } = { delimiter: ';', score: 0 }
  for (const delimiter of delimiters) {
    const counts = lines.map((line) => line.split(delimiter).length - 1)
    const usual = counts.toSorted((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 0
    const score = usual > 0 ? counts.filter((count) => count === usual).length * 10 + usual : 0
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

/** Refuses what is not text: many characters that no keyboard writes. */
function refuseBinary(text: string): void {
  const sample = text.slice(0, SAMPLE_LENGTH)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is counted
  const odd = sample.match(/[\x00-\x08\x0e-\x1f\x7f]/g)?.length ?? 0
  if (odd > Math.max(20, sample.length * 0.05)) throw new UnreadableFile('binary')
}

function separatorLine(text: string): { rest: string; delimiter: Delimiter | null } {
  // Excel writes and obeys such a first line.
  const found = /^sep=([;,\t|])(?:\r\n|\n|\r)/i.exec(text)
  return found
    ? { rest: text.slice(found[0].length), delimiter: found[1] as Delimiter }
    : { rest: text, delimiter: null }
}

/**
 * The rows of a CSV file, whatever its encoding and delimiter; quotes are forgiven where they can be. A row's number is
 * that of a spreadsheet that opens the file. Throws `UnreadableFile`.
 */
export function readCsv(
  bytes: Uint8Array,
  options: Pick<ReadOptions, 'encoding' | 'delimiter'>,
): Extract<ReadResult, { ok: true }> {
  const found = detectEncoding(bytes)
  const encoding = options.encoding ?? found.encoding
  const whole = decodeText(bytes, encoding)
  if (!whole.trim()) throw new UnreadableFile('empty')
  if (PAGE.test(whole)) throw new UnreadableFile('page')
  if (OTHER_TEXT.test(whole)) throw new UnreadableFile('not_table')
  refuseBinary(whole)
  const { rest, delimiter: named } = separatorLine(whole)
  const delimiter = options.delimiter ?? named ?? detectDelimiter(rest)
  const skipped = rest === whole ? 0 : 1
  const records = recordsOf(rest, delimiter)
  const rows = boundTable(records.map((cells, index) => ({ line: index + 1 + skipped, cells })))
  const damaged = encoding === found.encoding && found.damaged
  const facts = { kind: 'csv' as const, encoding, damaged, delimiter, sheets: [], sheet: null }
  return { ok: true, facts, rows }
}

function recordsOf(text: string, delimiter: Delimiter): string[][] {
  try {
    const records = parse(text, {
      delimiter,
      // csv-parse decides on the first line break alone; files that were put together have several kinds.
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      to: MOST_RECORDS + 1,
    }) as string[][]
    if (records.length > MOST_RECORDS) throw new UnreadableFile('too_many_rows', { most: TABLE_LIMITS.rows })
    return records
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const detail = { line: Number(error.lines ?? 1) }
    throw new UnreadableFile(error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'quote_open' : 'broken_csv', detail)
  }
}
