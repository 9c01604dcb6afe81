import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { BackupTable, SchemaVersion } from './tables.ts'

/*
 * A backup is one gzip file of JSON lines: a head, then for each table its name and its rows, then an end. A row is the
 * text that PostgreSQL itself writes for a row of the table's type, and reads again without loss.
 */
export type Head = {
  format: 'alqa-backup'
  version: 1
  at: string
  schema: SchemaVersion
  tables: BackupTable[]
}
export type Line = { table: string } | { row: string } | { end: true; rows: number }

/** A file that is no backup, is cut off or damaged. Its message is for the operator. */
class BrokenBackup extends Error {
  override name = 'BrokenBackup'
}

/** Reads a backup line by line: the head first. Throws BrokenBackup where the file ends before its end line. */
export async function* readBackup(file: string): AsyncGenerator<Head | Line> {
  let count = 0
  let rows = 0
  let ended = false
  for await (const text of linesOf(file)) {
    const line = JSON.parse(text) as Head | Line
    if (count++ === 0 && !('format' in line && line.format === 'alqa-backup' && line.version === 1)) break
    if ('row' in line) rows++
    if ('end' in line) ended = line.rows === rows
    yield line
  }
  if (!ended) throw new BrokenBackup(`${file} is not a whole backup of this platform.`)
}

// Not by readline: it hears no error of the file or of the unpacking, and waits for ever.
async function* linesOf(file: string): AsyncGenerator<string> {
  const unpacked = createGunzip()
  // What goes wrong destroys both streams, and the loop below throws it.
  pipeline(createReadStream(file), unpacked, () => {})
  let rest = ''
  for await (const chunk of unpacked.setEncoding('utf8')) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}

/** Reads the whole file once: its head, or BrokenBackup where anything is wrong with it. */
export async function checkBackup(file: string): Promise<Head> {
  let head: Head | undefined
  try {
    for await (const line of readBackup(file)) if ('format' in line) head = line
  } catch (error) {
    if (error instanceof BrokenBackup) throw error
    throw new BrokenBackup(`${file} cannot be read as a backup: ${(error as Error).message}`)
  }
  if (!head) throw new BrokenBackup(`${file} is empty.`)
  return head
}
