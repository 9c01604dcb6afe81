import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { ensureBuilt } from '#app/commands/build.mjs'
import startDatabaseServer from './database-server.ts'

/**
 * Once before all tests: the site is built from exactly these sources, and one PostgreSQL runs. Tests beside rules and
 * queries (app/, db/) open no page: when only such files are named, nothing is built.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const { filenamePattern } = project.vitest as { filenamePattern?: string[] }
  const { testFiles } = await project.globTestFiles(filenamePattern)
  if (testFiles.some((file) => file.startsWith(path.resolve('tests')))) await ensureBuilt()
  return startDatabaseServer(project)
}
