const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
])
// What pg and its pool say without a code. "Not queryable" is the answer to the ROLLBACK after a line that broke
// inside a transaction, and hides the first error.
const DRIVER =
  /connection terminated|timeout exceeded when trying to connect|timeout expired|connection ended unexpectedly|is not queryable/i

// A statement, a wait for a lock or a transaction that took too long, and a deadlock that PostgreSQL resolved.
const TOO_BUSY = new Set(['57014', '55P03', '25P03', '40P01'])

/**
 * True where an error says that the database cannot be reached or is too busy now, and that the same request may succeed
 * in a moment: a 503. Never a 409, which says that the data of somebody else are in the way. SQLSTATE classes 08
 * (connection), 57P (shutdown, starting up) and 53 (out of resources): PostgreSQL manual, appendix A.
 */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code } = error as Error & { code?: string }
  if (code && (NETWORK.has(code) || TOO_BUSY.has(code) || /^(08|57P|53)/.test(code))) return true
  if (DRIVER.test(error.message)) return true
  return error.cause !== undefined && error.cause !== error && isOutage(error.cause)
}
