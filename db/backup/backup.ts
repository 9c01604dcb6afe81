import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import type { Head, Line } from './file.ts'
import { backupTables, schemaVersion } from './tables.ts'

const ROWS_AT_ONCE = 500

/**
 * Writes all rows of the database at `url` into `file`, as they were at one moment, while the platform goes on. The file
 * has its name only when it is whole; it is readable by its owner alone, for it holds essays and password hashes.
 *
 * Not by pg_dump: the embedded server brings none, and the one of a machine refuses a server that is newer than itself.
 */
export async function backUp(url: string, file: string): Promise<{ tables: number; rows: number }> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  await client.connect()
  const draft = `${file}.part`
  const counts = { tables: 0, rows: 0 }
  try {
    await client.query('begin transaction isolation level repeatable read read only')
    const lines = Readable.from(linesOf(client, counts))
    await pipeline(lines, createGzip(), createWriteStream(draft, { mode: 0o600, flush: true }))
    await rename(draft, file)
    return counts
  } finally {
    await rm(draft, { force: true })
    await client.end()
  }
}

async function* linesOf(client: pg.Client, counts: { tables: number; rows: number }): AsyncGenerator<string> {
  const written = (line: Head | Line) => `${JSON.stringify(line)}\n`
  const [tables, schema] = [await backupTables(client), await schemaVersion(client)]
  yield written({ format: 'alqa-backup', version: 1, at: new Date().toISOString(), schema, tables })
  for (const { name } of tables) {
    yield written({ table: name })
    await client.query(`declare backup_rows no scroll cursor for select t::text as row from ${name} t`)
    for (;;) {
      const { rows } = await client.query<{ row: string }>(`fetch ${ROWS_AT_ONCE} from backup_rows`)
      if (rows.length === 0) break
      counts.rows += rows.length
      yield rows.map(({ row }) => written({ row })).join('')
    }
    await client.query('close backup_rows')
    counts.tables++
  }
  yield written({ end: true, rows: counts.rows })
}
