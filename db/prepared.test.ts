import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { createTestDatabase } from '#tests/setup/database.ts'
import { openDatabase } from './client.ts'
import { prepared } from './prepared.ts'

test('every call has values of its own, wherever they stand, and sees its transaction', async () => {
  const database = await createTestDatabase()
  const db = openDatabase(database.url)
  let built = 0
  const ask = prepared<{ first: string; list: string[] }, { text: string; xid: string | null }>(
    (on, { first, list }) => {
      built += 1
      return sql<{
        text: string
        xid: string | null
      }>`select array_to_string(${list}::text[], ',') || ${first} || ${first}::text as text,
        pg_current_xact_id_if_assigned()::text as xid`.compile(on)
    },
  )
  const answers = await Promise.all([
    ask(db, { first: 'а', list: ['x', 'y'] }),
    ask(db, { first: 'ә', list: [] }),
    db.transaction().execute(async (tx) => {
      await sql`select pg_current_xact_id()`.execute(tx)
      return ask(tx, { first: '$1', list: ['z'] })
    }),
  ])
  expect(answers.map(([row]) => row?.text)).toEqual(['x,yаа', 'әә', 'z$1$1'])
  expect(answers.map(([row]) => row?.xid !== null)).toEqual([false, false, true])
  expect(built).toBe(1)
  await db.destroy()
  await database.drop()
})
