import type pg from 'pg'

/** A table of a backup with its columns in their order. `generated` ones are computed by the database itself. */
export type BackupTable = { name: string; columns: string[]; generated: string[]; sequences: string[] }

// The product's tables and those of its job queue. What migrations keep for themselves is in the backup's head.
const SCHEMAS = ['public', 'graphile_worker']
const OF_MIGRATIONS = [
  'public.kysely_migration',
  'public.kysely_migration_lock',
  'graphile_worker.migrations',
]

/**
 * The tables of the database, referenced ones before those that refer to them, so that rows can be restored in this
 * order with every foreign key in force. Throws where tables refer to each other in a circle.
 */
export async function backupTables(client: pg.ClientBase): Promise<BackupTable[]> {
  const { rows: tables } = await client.query<BackupTable & { needs: string[] }>({
    text: `
      select format('%I.%I', n.nspname, c.relname) as name,
        array(select format('%I', a.attname) from pg_attribute a
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum) as columns,
        array(select format('%I', a.attname) from pg_attribute a
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated <> '') as generated,
        array(select format('%I', a.attname) from pg_attribute a
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            and pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname) is not null) as sequences,
        array(select distinct format('%I.%I', fn.nspname, f.relname) from pg_constraint k
          join pg_class f on f.oid = k.confrelid join pg_namespace fn on fn.oid = f.relnamespace
          where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as needs
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname = any($1)
      order by 1`,
    values: [SCHEMAS],
  })
  const left = tables.filter(({ name }) => !OF_MIGRATIONS.includes(name))
  const ordered: BackupTable[] = []
  const placed = new Set<string>()
  while (left.length > 0) {
    const at = left.findIndex(({ needs }) => needs.every((name) => placed.has(name)))
    const [table] = at < 0 ? [] : left.splice(at, 1)
    if (!table) throw new Error(`tables refer to each other in a circle: ${left.map(({ name }) => name)}`)
    const { needs: _needs, ...plain } = table
    ordered.push(plain)
    placed.add(table.name)
  }
  return ordered
}

/** What a backup says of the schema it was taken from. */
export type SchemaVersion = { migrations: string[]; jobs: number }

/** The migrations of the database; empty where it has none. */
export async function schemaVersion(client: pg.ClientBase): Promise<SchemaVersion> {
  const known = async (table: string) =>
    (await client.query('select to_regclass($1) is not null as known', [table])).rows[0]?.known === true
  const migrations = (await known('public.kysely_migration'))
    ? (await client.query('select name from kysely_migration order by name')).rows.map(({ name }) => name)
    : []
  const jobs = (await known('graphile_worker.migrations'))
    ? (await client.query('select max(id)::int as id from graphile_worker.migrations')).rows[0]?.id
    : 0
  return { migrations, jobs }
}
