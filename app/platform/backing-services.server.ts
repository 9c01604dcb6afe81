import type { Kysely } from 'kysely'
import { openDatabase } from '#db/client.ts'
import { isMigrated } from '#db/migrate.ts'
import type { DB } from '#db/schema.ts'
import type { Env } from './env.server.ts'
import { type Limits, limitsOn } from './limits.server.ts'
import { type Log, openLog } from './log.server.ts'
import { type Sessions, sessionsOn } from './session.server.ts'

/** What one process opens once and every request uses. */
export type Services = {
  env: Env
  db: Kysely<DB>
  sessions: Sessions
  limits: Limits
  log: Log
  now: () => Date
  /** What stands in the way of serving: no database, or one that lacks a migration of this code. */
  unreadyBecause(): Promise<'no_database' | 'not_migrated' | null>
  close(): Promise<void>
}

type Options = { url: string; now?: () => Date; log?: Log; onQuery?: (sql: string) => void }

/** Opens everything on the database at `url`; tests may bring a clock, a log and an ear for statements. */
export function openServices(env: Env, options: Options): Services {
  const db = openDatabase(options.url, { onQuery: options.onQuery })
  return {
    env,
    db,
    sessions: sessionsOn(db, env.secureCookies),
    limits: limitsOn(db),
    log: options.log ?? openLog(env.LOG_LEVEL),
    now: options.now ?? (() => new Date()),
    unreadyBecause: async () => {
      try {
        return (await isMigrated(db)) ? null : 'not_migrated'
      } catch {
        return 'no_database'
      }
    },
    close: () => db.destroy(),
  }
}
