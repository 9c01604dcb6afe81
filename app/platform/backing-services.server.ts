import type { Kysely } from 'kysely'
import { databaseOn, openPool } from '#db/client.ts'
import type { DB } from '#db/schema.ts'
import type { Work } from '#db/timeouts.ts'
import type { Env } from './env.server.ts'
import { type Limits, limitsOn } from './limits.server.ts'
import { type Log, openLog } from './log.server.ts'
import { type Metrics, openMetrics } from './metrics.server.ts'
import { openReadiness, type Unready } from './readiness.server.ts'
import { type Sessions, sessionsOn } from './session.server.ts'

/** What one process opens once and every request uses. */
export type Services = {
  env: Env
  db: Kysely<DB>
  sessions: Sessions
  limits: Limits
  log: Log
  now: () => Date
  metrics: Metrics
  /** Why this process cannot serve; null where it can. */
  unreadyBecause(): Promise<Unready | null>
  close(): Promise<void>
}

type Options = {
  url: string
  /** Decides the timeouts of the pool; web requests where nothing is said. */
  work?: Work
  now?: () => Date
  log?: Log
  onQuery?: (sql: string) => void
}

/** Opens everything on the database at `url`; tests may bring a clock, a log and a listener for statements. */
export function openServices(env: Env, options: Options): Services {
  const pool = openPool(options.url, { work: options.work })
  const db = databaseOn(pool, options.onQuery)
  const readiness = openReadiness(options.url)
  return {
    env,
    db,
    sessions: sessionsOn(db, env.secureCookies, env.STAFF_SECOND_FACTOR),
    limits: limitsOn(db),
    log: options.log ?? openLog(env.LOG_LEVEL),
    now: options.now ?? (() => new Date()),
    metrics: openMetrics({ pool, db: readiness.db }),
    unreadyBecause: readiness.check,
    close: async () => {
      await Promise.all([db.destroy(), readiness.close()])
    },
  }
}
