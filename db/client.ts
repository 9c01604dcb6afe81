import { createHash } from 'node:crypto'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { DB } from './schema.ts'

// Dates without a time stay text ("2026-11-20"): a Date would put them into the zone of the machine.
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)

const names = new Map<string, string>()
const nameOf = (text: string): string => {
  let name = names.get(text)
  if (!name) {
    name = createHash('sha1').update(text).digest('base64url').slice(0, 20)
    // Statements with lists of varying length make new texts without end; those go unnamed.
    if (names.size < 2000) names.set(text, name)
    else return ''
  }
  return name
}

type QueryListener = (sql: string) => void

class NamingClient extends pg.Client {
  // Kysely never names its statements; a named one is parsed and planned once a connection (about 20 % of CPU).
  override query(...args: unknown[]): never {
    const [text, values] = args
    if (typeof text === 'string' && Array.isArray(values)) {
      const name = /^\s*(select|with|insert|update|delete)\b/i.test(text) ? nameOf(text) : ''
      args.splice(0, 2, name ? { name, text, values } : { text, values })
    }
    return super.query(...(args as [never])) as never
  }
}

/**
 * Opens a pool on the database at `url` (at most `max` connections, 10 by default).
 * `onQuery` hears the text of every statement; benchmarks and tests count with it.
 */
export function openDatabase(
  url: string,
  options: { max?: number; onQuery?: QueryListener } = {},
): Kysely<DB> {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    connectionTimeoutMillis: 5_000,
    Client: NamingClient,
  } as pg.PoolConfig)
  // A connection that breaks is replaced at the next query; without a listener it would end the process. The pool hears
  // the idle ones only, and one that is lent may break between two statements.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const onQuery = options.onQuery
  return new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    log: onQuery ? (event) => onQuery(event.query.sql) : undefined,
  })
}
