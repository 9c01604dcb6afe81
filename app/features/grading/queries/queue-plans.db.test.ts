import { CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Permit } from '#app/access/permit.ts'
import type { Ctx, TxCtx } from '#app/platform/ctx.ts'
import { openPool } from '#db/client.ts'
import type { DB } from '#db/schema.ts'
import { seedCohort } from '#db/seeds/cohort.ts'
import { seedQueue } from '#db/seeds/many-scripts.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { seedPrompt } from '#db/seeds/prompt.ts'
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts'
import { lockOldestFree, ownScripts, queuePage, queueTotal } from './queue.server.ts'

const now = new Date('2026-11-24T04:00:00Z')
let database: TestDatabase
let db: Kysely<DB>
let permit: Permit<'queue.read'>
const asked: CompiledQuery[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  const pool = openPool(database.url, { work: 'migration' })
  db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }), log: ({ query }) => void asked.push(query) })
  const cohorts = [await seedCohort(db, { now }), await seedCohort(db, { now })]
  for (const slug of ['one', 'two', 'three']) await seedPrompt(db, slug)
  const { id: markerId } = await seedPerson(db, { role: 'instructor' })
  const cohortIds = cohorts.map(({ id }) => id)
  await seedQueue(db, { cohortIds, scripts: 8_000, now })
  permit = { markerId, cohortIds } as unknown as Permit<'queue.read'>
})
afterAll(async () => {
  await db.destroy()
  await database.drop()
})

type Plan = { 'Node Type': string; 'Relation Name'?: string; 'Actual Rows': number; Plans?: Plan[] }
const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)]

/** Runs `work`, then every statement of it once more under EXPLAIN: the tables that were read from end to end. */
async function scanned(work: (ctx: TxCtx) => Promise<unknown>): Promise<string[]> {
  const found: string[] = []
  await db.transaction().execute(async (tx) => {
    asked.length = 0
    const ctx = { db: tx, now: () => now, locale: 'ru', actor: { kind: 'system' }, requestId: 'plans' }
    await work(ctx as unknown as TxCtx)
    for (const { sql: text, parameters } of [...asked]) {
      const explained = CompiledQuery.raw(`explain (analyze, format json) ${text}`, [...parameters])
      const { rows } = await tx.executeQuery<{ 'QUERY PLAN': { Plan: Plan }[] }>(explained)
      for (const node of nodes(rows[0]?.['QUERY PLAN'][0]?.Plan as Plan))
        if (node['Node Type'] === 'Seq Scan') found.push(node['Relation Name'] ?? '')
    }
  })
  expect(asked.length).toBeGreaterThan(0)
  return found.filter((table) => ['marking_task', 'script', 'submission'].includes(table))
}

const filter = { prompt: null, locale: null, after: null, code: null }
const afterSome = async () =>
  (
    await db
      .selectFrom('marking_task')
      .orderBy('order_at')
      .offset(500)
      .limit(1)
      .select('script_id')
      .executeTakeFirst()
  )?.script_id ?? null

test.each([
  ['the first page', async () => filter],
  ['a later page', async () => ({ ...filter, after: await afterSome() })],
  ['one language', async () => ({ ...filter, locale: 'kk' as const })],
  ['one prompt', async () => ({ ...filter, prompt: 'two' })],
  ['one prompt in one language', async () => ({ ...filter, prompt: 'two', locale: 'ru' as const })],
  ['a search by code', async () => ({ ...filter, code: 'A2-1' })],
])('queue: %s reads tasks and scripts by indexes alone', async (_name, given) => {
  const asking = await given()
  expect(await scanned((ctx) => queuePage(ctx, permit, asking))).toEqual([])
})

test('queue: the counts, the scripts in hand and the next script read by indexes alone', async () => {
  expect(await scanned((ctx) => queueTotal(ctx, permit, 'Asia/Almaty'))).toEqual([])
  expect(await scanned((ctx) => ownScripts(ctx, permit))).toEqual([])
  for (const prompt of [null, 'one'])
    for (const locale of [null, 'ru' as const])
      expect(await scanned((ctx) => lockOldestFree(ctx, permit, { prompt, locale }))).toEqual([])
})

test('queue: a plan that reads a table from end to end is noticed', async () => {
  const whole = (ctx: Ctx) => sql`select count(*) from marking_task where locale <> 'x'`.execute(ctx.db)
  expect(await scanned(whole)).toEqual(['marking_task'])
})
