/** What a connection is opened for. */
export type Work = 'web' | 'jobs' | 'import' | 'migration' | 'readiness'

/** The settings of a pg connection, in milliseconds; 0 is no limit. */
type Timeouts = {
  /** For a free connection of the pool, or for the server to answer a new one. */
  connectionTimeoutMillis: number
  statement_timeout: number
  /** For a row, a table or an advisory lock that another transaction holds. */
  lock_timeout: number
  /** A transaction that stands still holds its locks: PostgreSQL ends its connection. */
  idle_in_transaction_session_timeout: number
}

const SECOND = 1_000
const MINUTE = 60 * SECOND

/**
 * Timeouts by kind of work. PostgreSQL has none by default: one locked row would then take every connection of the pool
 * from everybody. A web request waits for a lock much shorter than others wait for its connection, so that the pool is
 * back before they give up; whoever waited in vain gets a 503 and may come again. A migration gives up on a lock as
 * well: every request that needs the table would queue behind it.
 */
export const TIMEOUTS: Record<Work, Timeouts> = {
  web: {
    connectionTimeoutMillis: 5 * SECOND,
    statement_timeout: 15 * SECOND,
    lock_timeout: SECOND,
    idle_in_transaction_session_timeout: 15 * SECOND,
  },
  jobs: {
    connectionTimeoutMillis: 10 * SECOND,
    statement_timeout: MINUTE,
    lock_timeout: 10 * SECOND,
    idle_in_transaction_session_timeout: MINUTE,
  },
  import: {
    connectionTimeoutMillis: 10 * SECOND,
    statement_timeout: 10 * MINUTE,
    lock_timeout: 10 * SECOND,
    idle_in_transaction_session_timeout: 10 * MINUTE,
  },
  migration: {
    connectionTimeoutMillis: 10 * SECOND,
    statement_timeout: 0,
    lock_timeout: 10 * SECOND,
    idle_in_transaction_session_timeout: 10 * MINUTE,
  },
  readiness: {
    connectionTimeoutMillis: 2 * SECOND,
    statement_timeout: 2 * SECOND,
    lock_timeout: SECOND,
    idle_in_transaction_session_timeout: 2 * SECOND,
  },
}
