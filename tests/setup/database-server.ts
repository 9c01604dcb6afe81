import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { removeEmbedded, startEmbedded } from '#db/embedded/embedded.ts'
import { isLiving, markOf } from '#db/embedded/process-mark.ts'

/** The migrated database that every test database is copied from. */
const TEMPLATE = 'alqa_template'

const PREFIX = 'alqa-tests-'

/** Vitest's global setup: one PostgreSQL for the whole run, with a migrated template in it; answers how to end it. */
export default async function startDatabaseServer(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftOvers()
  const folder = await mkdtemp(join(tmpdir(), PREFIX))
  // Root's PostgreSQL runs as another user, who must reach the folder.
  await chmod(folder, 0o755)
  await writeFile(join(folder, 'owner'), markOf(process.pid))
  const server = await startEmbedded({ dataDir: folder, log: () => {}, durable: false })
  const end = async () => {
    await server.stop()
    await remove(folder)
  }
  try {
    await createTemplate(server.url)
  } catch (error) {
    await end()
    throw error
  }
  project.provide('databaseServer', server.url)
  return end
}

async function createTemplate(serverUrl: string): Promise<void> {
  const client = new pg.Client(serverUrl)
  await client.connect()
  await client.query(`create database ${TEMPLATE}`)
  await client.end()
  const url = new URL(serverUrl)
  url.pathname = TEMPLATE
  const { migrateToLatest } = await import('#db/migrate.ts')
  await migrateToLatest(url.href)
}

/** A run that was killed could not clean up after itself. */
async function removeLeftOvers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue
    const folder = join(tmpdir(), name)
    const owner = await readFile(join(folder, 'owner'), 'utf8').catch(() => '')
    if (owner && !isLiving(owner)) await remove(folder).catch(() => {})
  }
}

async function remove(folder: string): Promise<void> {
  await removeEmbedded(folder)
  await rm(folder, { recursive: true, force: true })
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** The address of the test server; `createTestDatabase` copies from it. */
    databaseServer: string
  }
}
