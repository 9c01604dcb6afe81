import type { Kysely } from 'kysely'
import { openDatabase } from '#db/client.ts'
import { isMigrated } from '#db/migrate.ts'
import type { DB } from '#db/schema.ts'

/** Why a process cannot serve: no database, or one that lacks a migration of this code. */
export type Unready = 'no_database' | 'not_migrated'

type Readiness = {
  /** The connection of the checks, for other looks from outside. */
  db: Kysely<DB>
  check(): Promise<Unready | null>
  close(): Promise<void>
}

/**
 * Checks whether the database at `url` can serve, on a connection of its own: a pool that others have used up is busy,
 * not broken, and a balancer that took the process out would make it worse. Checks that come at once share one.
 */
export function openReadiness(url: string): Readiness {
  const db = openDatabase(url, { work: 'readiness', max: 1 })
  let running: Promise<Unready | null> | null = null
  const look = () =>
    isMigrated(db).then(
      (migrated): Unready | null => (migrated ? null : 'not_migrated'),
      (): Unready => 'no_database',
    )
  return {
    db,
    check() {
      running ??= look().finally(() => {
        running = null
      })
      return running
    },
    close: () => db.destroy(),
  }
}
