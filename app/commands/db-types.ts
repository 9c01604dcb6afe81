import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { startEmbedded } from '#db/embedded/embedded.ts'
import { migrateToLatest } from '#db/migrate.ts'

// Migrates an empty throw-away database and writes db/schema.ts from it; with --check only compares.
const check = process.argv.includes('--check')
const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'alqa-types-'))
const server = await startEmbedded({ dataDir, durable: false, log: () => {} })
let status: number
try {
  await migrateToLatest(server.url)
  const args = [
    '--config-file',
    '.kysely-codegenrc.json',
    '--url',
    server.url,
    ...(check ? ['--verify'] : []),
  ]
  status = spawnSync('kysely-codegen', args, { stdio: 'inherit' }).status ?? 1
  if (check && status !== 0) console.error('db/schema.ts does not match the migrations: run npm run db:types')
} finally {
  await server.stop()
  fs.rmSync(dataDir, { recursive: true, force: true })
}
process.exitCode = status
