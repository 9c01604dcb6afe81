import { createHash } from 'node:crypto'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { DB } from './schema.ts'
import { TIMEOUTS, type Work } from './timeouts.ts'

// Dates without a time stay text ("2026-11-20"): a Date would put them into the zone of the machine.
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)

// Statements with lists of varying length make new texts without end; beyond the limit they go unnamed.
const MAX_STATEMENT_NAMES = 2_000
const statementNames = new Map<string, string>()

function statementName(text: string): string {
  const known = statementNames.get(text)
  if (known || statementNames.size >= MAX_STATEMENT_NAMES) return known ?? ''
  const name = createHash('sha1').update(text).digest('base64url').slice(0, 20)
  statementNames.set(text, name)
  return name
}

/**
 * Kysely never names its statements. A named one is parsed and planned once a connection: without, a page of two
 * statements costs 4 to 10 % more CPU here and twice that in PostgreSQL.
 */
class NamingClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config)
    const query = this.query.bind(this) as (...args: unknown[]) => unknown
    this.query = ((text: unknown, values: unknown, ...rest: unknown[]) => {
      if (typeof text !== 'string' || !Array.isArray(values)) return query(text, values, ...rest)
      const name = /^\s*(select|with|insert|update|delete)\b/i.test(text) ? statementName(text) : ''
      return query(name ? { name, text, values } : { text, values }, ...rest)
    }) as pg.Client['query']
  }
}

type PoolOptions = {
  /** Decides the timeouts; web requests where nothing is said. */
  work?: Work
  /** Connections at most, 10 where nothing is said. */
  max?: number
}

/** Opens a pool on the database at `url`, with the timeouts of its kind of work. */
export function openPool(url: string, { work = 'web', max = 10 }: PoolOptions = {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    Client: NamingClient,
    ...TIMEOUTS[work],
  } as pg.PoolConfig)
  // A connection that breaks is replaced at the next query; without a listener it would end the process. The pool hears
  // the idle ones only, and one that is lent may break between two statements.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

type QueryListener = (sql: string) => void

/** Kysely on a pool; `onQuery` hears the text of every statement: benchmarks and tests count with it. */
export const databaseOn = (pool: pg.Pool, onQuery?: QueryListener): Kysely<DB> =>
  new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    log: onQuery ? (event) => onQuery(event.query.sql) : undefined,
  })

/** Kysely on a pool of its own; `destroy()` ends both. */
export const openDatabase = (url: string, options: PoolOptions = {}): Kysely<DB> =>
  databaseOn(openPool(url, options))
