import pg from 'pg'
import type { Env } from '#app/platform/env.server.ts'
import { startEmbedded } from '#db/embedded/embedded.ts'
import { migrateToLatest } from '#db/migrate.ts'

/** A migrated database; `stop` ends the embedded server if this process was its last user. */
export type PreparedDatabase = { url: string; stop(): Promise<void> }

const say = (line: string): void => console.log(`  ${line}`)

async function reachable(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
    await client.query('select 1')
  } catch (error) {
    const { host, pathname } = new URL(url)
    throw new Error(
      `The database at ${host}${pathname} (DATABASE_URL) cannot be reached: ${(error as Error).message}`,
    )
  } finally {
    await client.end().catch(() => {})
  }
}

/**
 * The database of DATABASE_URL, or the embedded one where none is set; migrated to the newest schema. Throws one
 * clear sentence where it cannot be reached.
 */
export async function prepareDatabase(env: Env): Promise<PreparedDatabase> {
  const database = env.DATABASE_URL
    ? { url: env.DATABASE_URL, stop: async () => {} }
    : await startEmbedded({ dataDir: env.ALQA_DATA_DIR, log: say })
  if (env.DATABASE_URL) await reachable(env.DATABASE_URL)
  const applied = await migrateToLatest(database.url)
  if (applied.length > 0) say(`database: ${applied.length} migrations applied`)
  return database
}
