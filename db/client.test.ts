import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { createTestDatabase } from '#tests/setup/database.ts'
import { openDatabase } from './client.ts'

test('a connection that breaks between two statements of a transaction fails the transaction, not the process', async () => {
  const database = await createTestDatabase()
  const [ours, other] = [openDatabase(database.url), openDatabase(database.url)]
  const work = ours.transaction().execute(async (tx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
    // Answers when the connection is gone.
    await sql`select pg_terminate_backend(${rows[0]?.pid}, 5000)`.execute(other)
    await new Promise((next) => setImmediate(next))
    await sql`select 1`.execute(tx)
  })
  await expect(work).rejects.toThrow()
  expect((await sql`select 1 as one`.execute(ours)).rows).toEqual([{ one: 1 }])
  await Promise.all([ours.destroy(), other.destroy()])
  await database.drop()
})
