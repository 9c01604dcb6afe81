/** A field that a column may hold: its names in all languages, and what its values look like. */
export type FieldRule = {
  field: string
  /** Names of columns, as `plainHead` writes them. */
  names: string[]
  /** True for a value of this kind: for columns whose name says nothing. */
  looksLike?: RegExp
}

/** A column of a file. `index` counts from nought; `field` is null where nobody takes it; `hint` is what it looks like. */
export type Column = {
  index: number
  head: string
  example: string
  field: string | null
  hint: string | null
}

/** A name of a column in the form in which names are compared: small letters, ё as е, nothing but letters and digits. */
export const plainHead = (head: string): string =>
  head
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** Rows at the beginning among which the heads are looked for: titles may stand above them. */
const HEAD_ROWS = 10

const fieldOf = (head: string, rules: readonly FieldRule[]): string | null => {
  const plain = plainHead(head)
  return rules.find(({ names }) => names.includes(plain))?.field ?? null
}

/**
 * Where the heads of a table are: the row of the first ten with the most names that are known, or -1 where none has one
 * and the first row holds values already.
 */
function headRow(rows: readonly { cells: string[] }[], rules: readonly FieldRule[]): number {
  let best = { index: -1, known: 0 }
  for (const [index, { cells }] of rows.slice(0, HEAD_ROWS).entries()) {
    const known = new Set(cells.map((cell) => fieldOf(cell, rules)).filter(Boolean)).size
    if (known > best.known) best = { index, known }
  }
  if (best.index >= 0) return best.index
  const [first] = rows
  const holdsValues = first?.cells.some((cell) => rules.some(({ looksLike }) => looksLike?.test(cell.trim())))
  return holdsValues ? -1 : 0
}

/** The value of a column that shows best what is in it: the first one that is not empty. */
const exampleOf = (rows: readonly { cells: string[] }[], index: number): string =>
  rows
    .find(({ cells }) => cells[index]?.trim())
    ?.cells[index]?.trim()
    .slice(0, 80)
    .toWellFormed() ?? ''

/**
 * The columns of a table and their fields: chosen by hand where `chosen` says so ('' is "nobody takes it"), else by name,
 * each field once. A column whose name says nothing gets a hint by its values and no field, unless there are no heads at all.
 */
export function recogniseColumns(
  rows: readonly { cells: string[] }[],
  rules: readonly FieldRule[],
  chosen: Record<string, string> = {},
): { head: number; columns: Column[] } {
  const head = headRow(rows, rules)
  const below = rows.slice(head + 1)
  const width = Math.max(0, ...rows.slice(0, 200).map(({ cells }) => cells.length))
  const taken = new Set(Object.values(chosen).filter(Boolean))
  const columns = Array.from({ length: width }, (_, index): Column => {
    const name =
      head < 0
        ? ''
        : (rows[head]?.cells[index]?.trim().replace(/\s+/g, ' ').slice(0, 80).toWellFormed() ?? '')
    const example = exampleOf(below, index)
    const byHand = chosen[String(index)]
    const looks = rules.find(({ looksLike }) => looksLike?.test(example))?.field ?? null
    const found = byHand === undefined ? (fieldOf(name, rules) ?? (head < 0 ? looks : null)) : byHand || null
    const field = found && (byHand !== undefined || !taken.has(found)) ? found : null
    if (field) taken.add(field)
    const free = field === null && byHand === undefined && looks
    return { index, head: name, example, field, hint: free && !taken.has(free) ? free : null }
  })
  return { head, columns: columns.filter(({ head: name, example }) => name !== '' || example !== '') }
}

/** "A", "B" … "AA": what spreadsheets call a column. */
export const columnLetter = (index: number): string =>
  (index >= 26 ? columnLetter(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26))
