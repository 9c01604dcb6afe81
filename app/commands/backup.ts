import path from 'node:path'
import { readEnv } from '#app/platform/env.server.ts'
import { backUp } from '#db/backup/backup.ts'
import { openConfiguredDatabase } from './open-database.ts'

// Writes a backup of the database (DATABASE_URL, or the embedded one), also while the platform runs:
// npm run backup [-- FILE].
const [given] = process.argv.slice(2)
const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '-')
const file = path.resolve(given ?? `alqa-${stamp}.backup.gz`)
const database = await openConfiguredDatabase(readEnv(process.env))
try {
  const { tables, rows } = await backUp(database.url, file)
  console.log(`${file}: ${rows} rows of ${tables} tables. It holds personal data: keep it like the database.`)
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
} finally {
  await database.stop()
}
