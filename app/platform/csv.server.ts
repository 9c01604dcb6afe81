import { stringify } from 'csv-stringify/sync'

/**
 * A table as a CSV file that spreadsheets of our region open by a double click: UTF-8 with a byte order mark,
 * semicolons, CRLF. A cell that would be taken for a formula gets an apostrophe before it.
 */
export function csvFile(rows: readonly (readonly (string | number | null)[])[], name: string): Response {
  const text = stringify(
    rows.map((row) => [...row]),
    { bom: true, delimiter: ';', record_delimiter: 'windows', escape_formulas: true },
  )
  return new Response(text, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'no-store',
    },
  })
}
