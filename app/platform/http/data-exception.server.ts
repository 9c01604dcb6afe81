// A NUL in a text, a text in place of a number or an id, a number out of range, an impossible time, a text too long:
// PostgreSQL manual, appendix A, class 22.
const DATA_EXCEPTIONS = new Set(['22001', '22003', '22007', '22008', '22021', '22P02', '22P05'])

/** True for an error of the database that says that a value of the request cannot be stored or compared. */
export function isDataException(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code } = error as Error & { code?: string }
  return (code !== undefined && DATA_EXCEPTIONS.has(code)) || isDataException(error.cause)
}
