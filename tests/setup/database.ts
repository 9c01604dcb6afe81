import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

/** A database of one test file's own. */
export type TestDatabase = {
  url: string
  /** Deletes it, whoever is still connected. */
  drop(): Promise<void>
}

/** Copies the migrated template, in about 0.2 s. For `beforeAll` of a test file; `drop` belongs into its `afterAll`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`
  await onServer(`create database ${name} template alqa_template`)
  const url = new URL(inject('databaseServer'))
  url.pathname = name
  return { url: url.href, drop: () => onServer(`drop database if exists ${name} with (force)`) }
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client(inject('databaseServer'))
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
