import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { readEnv } from '#app/platform/env.server.ts'
import { newestMigration, rollbackOne } from '#db/migrate.ts'
import { openConfiguredDatabase } from './open-database.ts'

// Takes the newest migration back, with the data in what it made: asks first, or takes --yes: npm run db:rollback -- --yes.
const { values } = parseArgs({ options: { yes: { type: 'boolean', default: false } } })
const database = await openConfiguredDatabase(readEnv(process.env))
try {
  const newest = await newestMigration(database.url)
  if (!newest) console.log('There is nothing to take back.')
  else if (values.yes || (await agrees(newest))) console.log(`Taken back: ${await rollbackOne(database.url)}`)
  else {
    console.error(`Nothing was changed. ${newest} is taken back with --yes, or by an answer at a terminal.`)
    process.exitCode = 1
  }
} finally {
  await database.stop()
}

async function agrees(name: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question(
    `Taking back ${name} deletes the data in the tables and columns that it made. Type its name to go on: `,
  )
  terminal.close()
  return answer.trim() === name
}
