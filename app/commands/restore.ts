import { parseArgs } from 'node:util'
import { readEnv } from '#app/platform/env.server.ts'
import { type RestoreRefusal, restore } from '#db/backup/restore.ts'
import { openConfiguredDatabase } from './open-database.ts'

// Restores a backup into an empty database (DATABASE_URL, or the embedded one): npm run restore -- FILE [--replace].
const SENTENCES: Record<RestoreRefusal['reason'], (detail: string) => string> = {
  not_empty: (table) =>
    `The database is not empty (${table} has rows). With --replace everything in it is deleted first.`,
  in_use: (users) =>
    `The database is in use (${users} connections). End npm start and npm run worker, then try again.`,
  newer: (name) =>
    `The backup is of another release (its migrations differ in ${name}). Restore it with that release. Nothing was changed.`,
  other_jobs: (versions) =>
    `The job queue of the backup has another version (${versions}). Restore it with the release that wrote it. Nothing was changed.`,
}

const { values, positionals } = parseArgs({
  options: { replace: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const [file, ...more] = positionals
if (!file || more.length > 0) {
  console.error('npm run restore -- FILE [--replace]')
  process.exit(1)
}
const database = await openConfiguredDatabase(readEnv(process.env))
try {
  const restored = await restore(database.url, file, values)
  if (restored.ok) {
    const { rows, tables, at } = restored.value
    console.log(`Restored: ${rows} rows of ${tables} tables, as they were on ${at}.`)
  } else {
    console.error(SENTENCES[restored.reason](restored.detail))
    process.exitCode = 1
  }
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
} finally {
  await database.stop()
}
