import type { TestProject } from 'vitest/node'
import { ensureBuilt } from '#app/commands/build.mjs'
import startDatabaseServer from './database-server.ts'

/** Once before all tests: the site is built from exactly these sources, and one PostgreSQL runs. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  await ensureBuilt()
  return startDatabaseServer(project)
}
