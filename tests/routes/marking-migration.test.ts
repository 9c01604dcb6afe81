import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { migrateTo, migrateToLatest } from '#db/migrate.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { createTestDatabase } from '#tests/setup/database.ts'
import { now, openMarking, work } from '#tests/setup/marking.ts'

const { app, cohortId, person, script, take, save } = await openMarking()
const { db } = app.services
afterAll(() => app.close())

/** The schema before scripts, tasks and releases had tables of their own. */
const BEFORE = '0014-erasure'

const finish = (id: string, as: string) =>
  app.post(`/grade/${id}`, { ...work(0), intent: 'finalise' }, { as })

/** A cohort with an essay in each state of marking. */
async function everyState() {
  const admin = await seedPerson(db, { role: 'admin', locale: 'en' })
  const [marker, other, lead] = [await person('instructor'), await person('instructor'), await person('lead')]
  const [waits, held, done, released, withdrawn, gone] = [
    await script(9),
    await script(8),
    await script(7),
    await script(6),
    await script(5),
    await script(4),
  ]
  for (const { id } of [done, released, withdrawn]) {
    await take(id, marker.id)
    await finish(id, marker.id)
  }
  await take(held.id, other.id)
  await save(held.id, other.id, work(0))
  await app.post(
    '/grade/release',
    { which: 'chosen', outcome: released.id, confirmed: 'yes' },
    { as: lead.id },
  )
  await app.post(`/grade/${withdrawn.id}`, { intent: 'withdraw' }, { as: marker.id })
  await db.updateTable('submission').set({ superseded_at: now }).where('id', '=', gone.id).execute()
  const scripts = { waits, held, done, released, withdrawn, gone }
  return { admin, marker, other, lead, scripts }
}

type World = Awaited<ReturnType<typeof everyState>>

/** What every page that shows something of marking says to each of its readers. */
async function facts({ admin, marker, other, lead, scripts }: World): Promise<Record<string, string>> {
  const staff = ['/grade', '/grade/release', '/grade/release?view=released']
  const study = ['/today', '/calendar', '/progress', '/essays', '/essays/case']
  const own = ['/essays/case/feedback', '/essays/case/receipt', '/essays/case/receipts.txt']
  const desk = [
    '/admin',
    '/admin/progress',
    '/admin/progress.csv',
    '/admin/essays',
    `/admin/cohorts/${cohortId}`,
  ]
  const all = Object.values(scripts)
  const scriptPages = all.map(({ id }) => `/grade/${id}`)
  const asked: [string, string][] = [
    ...[marker, other, lead].flatMap(({ id }) =>
      [...staff, ...scriptPages].map((address): [string, string] => [address, id]),
    ),
    ...all.flatMap(({ writer }) =>
      [...study, ...own].map((address): [string, string] => [address, writer.id]),
    ),
    ...desk.map((address): [string, string] => [address, admin.id]),
    ['/admin/progress', lead.id],
  ]
  const said: Record<string, string> = {}
  for (const [address, as] of asked) {
    const answer = await app.get(address, { as })
    const text = (await answer.text()).replace(/nonce="[^"]*"|"nonce[^,]*,"[^"]*"/g, '')
    said[`${address} ${as}`] = `${answer.status} ${text}`
  }
  return said
}

async function ask<Row extends pg.QueryResultRow>(url: string, statement: string, values: unknown[] = []) {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query<Row>(statement, values)).rows
  } finally {
    await client.end()
  }
}

/** Everything that makes the schema, columns in their order. */
const schemaOf = (url: string) =>
  ask<{ line: string }>(
    url,
    `select format('%s %s %s %s %s', table_name, row_number() over (partition by table_name order by ordinal_position),
       column_name, data_type, is_nullable) as line from information_schema.columns where table_schema = 'public'
     union all select pg_get_constraintdef(oid) || conname from pg_constraint where connamespace = 'public'::regnamespace
     union all select indexdef from pg_indexes where schemaname = 'public'
     union all select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
     union all select proname || prosrc from pg_proc where pronamespace = 'public'::regnamespace and prolang <>
       (select oid from pg_language where lanname = 'c')
     union all select viewname || definition from pg_views where schemaname = 'public'
     order by 1`,
  )

test('migration: a database of the schema before it says the same on every page afterwards', async () => {
  const url = app.services.env.DATABASE_URL ?? ''
  const world = await everyState()
  const { waits, held, done, released, withdrawn, gone } = world.scripts
  const before = await facts(world)
  expect(before[`/essays/case/feedback ${released.writer.id}`]).toMatch(/^200/)
  expect(before[`/essays/case/feedback ${done.writer.id}`]).toMatch(/^404/)
  await migrateTo(url, BEFORE)

  // What the earlier schema says of it: nothing was lost on the way back.
  const outcomes = await ask(
    url,
    `select o.submission_id, o.points::float, released_at is not null as released, m.marker_id from outcome o
     join mark m on m.id = o.from_marks[1] order by released_at nulls first`,
  )
  const mark = { points: 7, marker_id: world.marker.id }
  expect(outcomes).toEqual([
    { submission_id: done.id, released: false, ...mark },
    { submission_id: released.id, released: true, ...mark },
  ])
  const leases = await ask(
    url,
    'select submission_id, marker_id from grading_lease order by taken_at, marker_id',
  )
  expect(leases).toEqual(
    expect.arrayContaining([
      { submission_id: held.id, marker_id: world.other.id },
      { submission_id: withdrawn.id, marker_id: world.marker.id },
    ]),
  )
  const drafts = await ask(url, 'select submission_id from mark_draft')
  expect(drafts.map((row) => row.submission_id).sort()).toEqual([held.id, withdrawn.id].sort())

  await migrateToLatest(url)
  const tasks = await ask<{ script_id: string; open: boolean }>(
    url,
    'select script_id, done_at is null as open from marking_task',
  )
  const open = tasks.filter((task) => task.open).map((task) => task.script_id)
  expect(open.sort()).toEqual([waits.id, held.id, withdrawn.id].sort())
  expect(tasks.map((task) => task.script_id)).toContain(gone.id)
  expect(await facts(world)).toEqual(before)
})

test('migration: the way back leaves exactly the schema that was there', async () => {
  const [there, back] = [await createTestDatabase(), await createTestDatabase()]
  try {
    await migrateTo(back.url, BEFORE)
    await ask(there.url, 'drop schema if exists graphile_worker cascade')
    await ask(there.url, 'drop schema public cascade')
    await ask(there.url, 'create schema public')
    await ask(there.url, 'create extension if not exists pg_trgm')
    await migrateTo(there.url, BEFORE)
    expect(await schemaOf(back.url)).toEqual(await schemaOf(there.url))
  } finally {
    await Promise.all([there.drop(), back.drop()])
  }
})
