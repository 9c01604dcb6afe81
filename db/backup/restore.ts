import pg from 'pg'
import { foreignMigration, jobQueueVersion, migrateTo, migrateToLatest } from '../migrate.ts'
import { checkBackup, readBackup } from './file.ts'
import { type BackupTable, backupTables } from './tables.ts'

const ROWS_AT_ONCE = 500

/** What stands in the way of a restore; `detail` names the place. */
export type RestoreRefusal = { reason: 'not_empty' | 'in_use' | 'newer' | 'other_jobs'; detail: string }

type Restored =
  | { ok: true; value: { tables: number; rows: number; at: string } }
  | ({ ok: false } & RestoreRefusal)

/**
 * Restores a backup into the database at `url` and brings it to the newest schema. The file is read to its end before
 * anything is changed, and its rows come in one transaction. Refuses a database that others use, one with rows unless
 * `replace` says that they go, and a backup of a newer release or another job queue; throws BrokenBackup for a file that is not whole.
 */
export async function restore(
  url: string,
  file: string,
  { replace = false }: { replace?: boolean } = {},
): Promise<Restored> {
  const head = await checkBackup(file)
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  await client.connect()
  try {
    const others = await client.query(
      `select count(*)::int as n from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`,
    )
    const users: number = others.rows[0]?.n ?? 0
    if (users > 0) return { ok: false, reason: 'in_use', detail: String(users) }
    const filled = await firstFilled(client)
    if (filled && !replace) return { ok: false, reason: 'not_empty', detail: filled }
    const { migrations, jobs } = head.schema
    const foreign = await foreignMigration(migrations)
    if (foreign) return { ok: false, reason: 'newer', detail: foreign }
    const here = await jobQueueVersion(url)
    if (here !== jobs) return { ok: false, reason: 'other_jobs', detail: `${jobs}, here ${here}` }
    await empty(client)
    await migrateTo(url, migrations.at(-1) ?? '')
    const counts = await fill(client, file, head.tables)
    await migrateToLatest(url)
    return { ok: true, value: { ...counts, at: head.at } }
  } finally {
    await client.end()
  }
}

/** The first table that has a row which no migration put there. */
async function firstFilled(client: pg.Client): Promise<string | null> {
  for (const { name } of await backupTables(client)) {
    if (!name.startsWith('public.')) continue
    const { rows } = await client.query(`select exists (select from ${name}) as filled`)
    if (rows[0]?.filled) return name
  }
  return null
}

/** Drops everything of the platform. What an administrator put into other schemas stays. */
async function empty(client: pg.Client): Promise<void> {
  await client.query(
    'begin; drop schema if exists graphile_worker cascade; drop schema if exists public cascade; create schema public; create extension if not exists pg_trgm; commit',
  )
}

async function fill(
  client: pg.Client,
  file: string,
  tables: BackupTable[],
): Promise<{ tables: number; rows: number }> {
  // Scripts and tasks of the marking come from the backup too; the database does not open new ones for its submissions.
  await client.query("begin; set local alqa.restoring = 'on'")
  const here = new Map((await backupTables(client)).map((table) => [table.name, table]))
  for (const { name } of [...tables].reverse()) await client.query(`delete from ${name}`)
  let rows = 0
  let table: BackupTable | undefined
  let batch: string[] = []
  const flush = async () => {
    if (table && batch.length > 0) await insert(client, table, batch)
    rows += batch.length
    batch = []
  }
  for await (const line of readBackup(file)) {
    if ('row' in line) {
      batch.push(line.row)
      if (batch.length >= ROWS_AT_ONCE) await flush()
    } else {
      await flush()
      if ('table' in line) table = sameColumns(tables, here, line.table)
    }
  }
  for (const { name, sequences } of here.values()) {
    for (const column of sequences) {
      await client.query(
        `select setval(pg_get_serial_sequence($1, $2), coalesce(max(${column}), 1), max(${column}) is not null) from ${name}`,
        [name, column.replaceAll('"', '')],
      )
    }
  }
  await client.query('commit')
  return { tables: tables.length, rows }
}

// The text of a row has no names of columns: it fits where they are the same in the same order.
function sameColumns(tables: BackupTable[], here: Map<string, BackupTable>, name: string): BackupTable {
  const [then, now] = [tables.find((table) => table.name === name), here.get(name)]
  if (!then || !now || then.columns.join() !== now.columns.join())
    throw new Error(`${name} has other columns than in the backup: restore with the release that wrote it.`)
  return now
}

async function insert(client: pg.Client, table: BackupTable, rows: string[]): Promise<void> {
  const { name, columns, generated } = table
  const own = columns.filter((column) => !generated.includes(column))
  await client.query({
    text: `insert into ${name} (${own.join(', ')}) overriding system value
      select ${own.map((column) => `(line.r).${column}`).join(', ')}
      from (select text::${name} as r from unnest($1::text[]) text offset 0) line`,
    values: [rows],
  })
}
