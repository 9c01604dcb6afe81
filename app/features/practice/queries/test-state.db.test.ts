import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '#db/client.ts'
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts'
import { testState } from '../test-state.ts'
import { isFinished } from './test-state.server.ts'

let database: TestDatabase
let db: ReturnType<typeof openDatabase>
beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.url, { max: 1 })
})
afterAll(async () => {
  await db.destroy()
  await database.drop()
})

const startedAt = new Date('2026-11-24T10:00:00Z')
const after = (seconds: number) => new Date(startedAt.getTime() + seconds * 1000)

test('test state: the statement says what the rule says, at every edge', async () => {
  for (const deadlineAt of [null, after(600)])
    for (const finishedAt of [null, after(300)])
      for (const seconds of [0, 300, 599, 600, 601, 719, 720, 721, 9_000]) {
        const now = after(seconds)
        const { rows } = await sql<{ finished: boolean }>`
          select ${isFinished(now)} as finished from (select ${deadlineAt}::timestamptz as deadline_at,
            ${finishedAt}::timestamptz as finished_at, 120 as grace_seconds) t`.execute(db)
        const state = testState({ startedAt, deadlineAt, finishedAt, graceSeconds: 120 }, now)
        expect([seconds, deadlineAt, finishedAt, rows[0]?.finished]).toEqual([
          ...[seconds, deadlineAt, finishedAt, state === 'finished'],
        ])
      }
})
