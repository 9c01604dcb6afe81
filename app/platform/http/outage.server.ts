const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
])
const POOL = /connection terminated|timeout exceeded when trying to connect|connection ended unexpectedly/i

/**
 * True where an error says that the database cannot be reached now. SQLSTATE classes 08 (connection), 57P
 * (shutdown, starting up) and 53 (out of resources): PostgreSQL manual, appendix A.
 */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code } = error as Error & { code?: string }
  if (code && (NETWORK.has(code) || /^(08|57P|53)/.test(code))) return true
  if (POOL.test(error.message)) return true
  return error.cause !== undefined && error.cause !== error && isOutage(error.cause)
}
