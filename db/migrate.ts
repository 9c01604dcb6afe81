import fs from 'node:fs/promises'
import path from 'node:path'
import { runMigrations as migrateJobs } from 'graphile-worker'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { FileMigrationProvider, Migrator } from 'kysely/migration'
import { openPool } from './client.ts'

const folder = path.join(import.meta.dirname, 'migrations')

async function withMigrator<T>(url: string, work: (migrator: Migrator) => Promise<T>): Promise<T> {
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: openPool(url, { work: 'migration', max: 2 }) }),
  })
  try {
    const provider = new FileMigrationProvider({ fs, path, migrationFolder: folder })
    return await work(new Migrator({ db, provider }))
  } finally {
    await db.destroy()
  }
}

/**
 * Brings the database at `url` to the newest schema, the job queue's own tables included, under an advisory
 * lock, so that several processes may start at once. Returns the names of what was applied. Throws what failed.
 */
export async function migrateToLatest(url: string): Promise<string[]> {
  const pgPool = openPool(url, { work: 'migration', max: 2 })
  await migrateJobs({ pgPool }).finally(() => pgPool.end())
  return withMigrator(url, async (migrator) => {
    const { error, results } = await migrator.migrateToLatest()
    if (error) throw error
    return (results ?? []).map((result) => result.migrationName)
  })
}

/**
 * The first migration in which a list differs from those of this code up to the newest of the list; null where this code
 * can make exactly that schema.
 */
export async function foreignMigration(names: string[]): Promise<string | null> {
  const newest = names.at(-1) ?? ''
  const own = (await knownMigrations()).filter((name) => name <= newest)
  const all = [...new Set([...names, ...own])].sort()
  return all.find((name) => !names.includes(name) || !own.includes(name)) ?? null
}

/** Brings an empty database to the schema up to a migration, the job queue's newest tables included. */
export async function migrateTo(url: string, newest: string): Promise<void> {
  const pgPool = openPool(url, { work: 'migration', max: 2 })
  await migrateJobs({ pgPool }).finally(() => pgPool.end())
  return withMigrator(url, async (migrator) => {
    const { error } = await migrator.migrateTo(newest)
    if (error) throw error
  })
}

const PROBE = 'alqa_job_queue_probe'

/**
 * The version of the job queue's own tables that this code makes: they are made in a schema beside, which goes again. What
 * is in the database is not touched.
 */
export async function jobQueueVersion(url: string): Promise<number> {
  const pgPool = openPool(url, { work: 'migration', max: 2 })
  const drop = () => pgPool.query(`drop schema if exists ${PROBE} cascade`)
  try {
    await drop()
    await migrateJobs({ pgPool, schema: PROBE })
    const { rows } = await pgPool.query<{ version: number }>(
      `select max(id) as version from ${PROBE}.migrations`,
    )
    return rows[0]?.version ?? 0
  } finally {
    await drop().finally(() => pgPool.end())
  }
}

/** The name of the newest migration that the database has; null where it has none. */
export async function newestMigration(url: string): Promise<string | null> {
  return withMigrator(url, async (migrator) => {
    const applied = (await migrator.getMigrations()).filter(({ executedAt }) => executedAt)
    return applied.at(-1)?.name ?? null
  })
}

/** Takes the newest migration back; returns its name, or null where none is left. */
export async function rollbackOne(url: string): Promise<string | null> {
  return withMigrator(url, async (migrator) => {
    const { error, results } = await migrator.migrateDown()
    if (error) throw error
    return results?.[0]?.migrationName ?? null
  })
}

const knownMigrations = async (): Promise<string[]> =>
  (await fs.readdir(folder)).map((file) => path.parse(file).name)

/**
 * True where the database has every migration of this code; later ones are no harm. Throws where it cannot be asked.
 */
export async function isMigrated<T>(db: Kysely<T>): Promise<boolean> {
  const known = await knownMigrations()
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  const applied = new Set(rows.map((row) => row.name))
  return known.every((name) => applied.has(name))
}
