/** What a file brings. */
export const importKinds = ['people'] as const
export type ImportKind = (typeof importKinds)[number]

/** What a row would do. */
export const verdicts = ['refused', 'changed', 'new', 'unchanged'] as const
export type Verdict = (typeof verdicts)[number]

/** Values by the names of fields, as they stand in the file; what is not there is missing. */
export type Values = Record<string, string>

/**
 * Why a row is refused: a code with a sentence of its own, the field it is about (null: the row as a whole), and what the
 * sentence needs. `suggestion`: a value that would do, to be accepted by somebody.
 */
export type RowFault = {
  code: string
  field: string | null
  detail?: Record<string, string | number>
  suggestion?: string
}

/** One field that an existing person or result would have another value in. `from` is null where there was none. */
export type Change = { field: string; from: string | null; to: string }

/** A row of a file, and what it would do. */
export type PlannedRow = {
  line: number
  verdict: Verdict
  cells: string[]
  shown: Values
  faults: RowFault[]
  changes: Change[]
}

/** A row of a file before it was judged. `formulas` are fields that are computed in the workbook. */
export type SourceRow = { line: number; cells: string[]; values: Values; formulas: string[] }

const effectOf = ({ verdict, changes, faults }: PlannedRow): string =>
  JSON.stringify([
    verdict,
    changes.map(({ field, from, to }) => [field, from, to]),
    faults.map(({ code, field, suggestion = null }) => [code, field, suggestion]),
  ])

/** True where two plans of one row would do the same. */
export const sameEffect = (a: PlannedRow, b: PlannedRow): boolean => effectOf(a) === effectOf(b)

/** How many rows have each verdict. */
export function countVerdicts(rows: readonly { verdict: Verdict }[]): Record<Verdict, number> {
  const counts = { new: 0, changed: 0, unchanged: 0, refused: 0 }
  for (const { verdict } of rows) counts[verdict]++
  return counts
}
