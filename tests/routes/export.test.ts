import { randomBytes } from 'node:crypto'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedPerson } from '#db/seeds/people.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'
import { erasurePlan } from '#tests/setup/erasure-plan.ts'
import { type ExportedData, exportPlan, withoutPeople } from '#tests/setup/export-plan.ts'
import { fillPerson } from '#tests/setup/fill-person.ts'
import { now, openMarking, SECRET, work } from '#tests/setup/marking.ts'
import { unzip } from '#tests/setup/unzip.ts'
import { beginWriting, seedWriting } from '#tests/setup/writers.ts'

let marking: Awaited<ReturnType<typeof openMarking>>
let app: TestApp
let admin: string
beforeAll(async () => {
  marking = await openMarking()
  app = marking.app
  admin = (await seedPerson(app.services.db, { role: 'admin', locale: 'en', name: 'Марқұм Әкімші' })).id
})
afterAll(() => app.close())

async function filesOf(answer: Response): Promise<Map<string, string>> {
  expect(answer.status).toBe(200)
  return unzip(Buffer.from(await answer.arrayBuffer()))
}
const own = async (id: string) => filesOf(await app.post('/account/export', {}, { as: id }))
const dataOf = (files: Map<string, string>): ExportedData => JSON.parse(files.get('data.json') ?? '')

/** Every column that refers to a person, an attempt or a submission, or is an id without a reference. */
async function tiedColumns(): Promise<{ column: string; to: string }[]> {
  const { rows } = await sql<{ column: string; to: string }>`
    select c.relname || '.' || a.attname as column, coalesce(f.relname, '') as to
    from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind = 'r'
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    left join pg_constraint k on k.conrelid = c.oid and k.contype = 'f' and a.attnum = any(k.conkey)
    left join pg_class f on f.oid = k.confrelid
    where a.attnum > 0 and not a.attisdropped and c.relname not like 'kysely%' and (
      f.relname in ('person', 'attempt', 'submission', 'script')
      or (f.relname is null and a.atttypid in ('uuid'::regtype, 'uuid[]'::regtype)
        and a.attname <> 'id')
      or a.attname in ('subject_id', 'editor'))
    order by 1`.execute(app.services.db)
  return rows
}

test('export: every table and every column that is tied to a person is decided on', async () => {
  const columns = (await tiedColumns()).map(({ column }) => column)
  expect(columns).toEqual(Object.keys(exportPlan).sort())
  const tables = new Set([...columns.map((column) => column.split('.')[0]), ...Object.keys(withoutPeople)])
  expect([...tables].sort()).toEqual(Object.keys(erasurePlan).sort())
})

const finalise = async (id: string, marker: string) => {
  await marking.take(id, marker)
  const { revision = 0 } =
    (await app.services.db
      .selectFrom('mark_draft')
      .where('script_id', '=', id)
      .select('revision')
      .executeTakeFirst()) ?? {}
  return app.post(`/grade/${id}`, { ...work(revision), intent: 'finalise' }, { as: marker })
}
const release = (id: string) =>
  app.post('/grade/release', { which: 'chosen', outcome: id, confirmed: 'yes' }, { as: admin })

test('export: every row that the plan promises is there, and no secret, no other name, no word before its release', async () => {
  const { db } = app.services
  const marker = await marking.person('instructor', 'Тексеруші Құпияұлы')
  const script = await marking.script()
  const { id: writer } = script.writer
  const { attempt_id: attemptId } = await db
    .selectFrom('submission')
    .where('id', '=', script.id)
    .select('attempt_id')
    .executeTakeFirstOrThrow()
  await fillPerson(db, { personId: writer, attemptId, staffId: admin })
  await sql`insert into draft_snapshot (attempt_id, revision, text, words, reason, taken_at)
    values (${attemptId}, 1, 'Бірінші сөздер', 2, 'begin', ${now}), (${attemptId}, 1, '', 0, 'conflict', ${now})`.execute(
    db,
  )
  expect((await finalise(script.id, marker.id)).status).toBeLessThan(400)

  const before = [...(await own(writer)).entries()].flat().join('\n')
  for (const word of [SECRET, 'mark.finalised', 'lease.taken', marker.name, marker.id, '"points": 7'])
    expect(before).not.toContain(word)
  expect(before).toContain('Бірінші сөздер')

  expect((await release(script.id)).status).toBeLessThan(400)
  const answer = await app.post(`/admin/people/${writer}/export`, {}, { as: admin })
  expect(answer.headers.get('Cache-Control')).toBe('no-store')
  expect(answer.headers.get('Content-Disposition')).toMatch(
    /^attachment; filename="alqa-person-2026-11-24\.zip"$/,
  )
  const files = await filesOf(answer)
  const data = dataOf(files)
  const all = [...files.entries()].flat().join('\n')
  expect(all).toContain(SECRET)
  const names = await db.selectFrom('person').select(['id', 'name', 'email', 'password_hash']).execute()
  for (const { id, name, email, password_hash } of names) {
    if (id !== writer) for (const word of [id, email]) expect(all).not.toContain(word)
    if (name !== script.writer.name) expect(all).not.toContain(name)
    expect(all).not.toContain(password_hash)
  }
  expect(all).not.toMatch(/HASH-\d/)
  const { alias } = await db
    .selectFrom('submission')
    .where('id', '=', script.id)
    .select('alias')
    .executeTakeFirstOrThrow()
  expect(all).not.toContain(alias)

  // The marker's own export holds her marks and no word of the essay.
  const other = await marking.script()
  await marking.take(other.id, marker.id)
  await marking.save(other.id, marker.id, work(0))
  const markersFiles = await filesOf(await app.post(`/admin/people/${marker.id}/export`, {}, { as: admin }))
  expect(dataOf(await own(marker.id)).marking).toBe(null)
  expect(data.feedback).toHaveLength(1)
  expect([...markersFiles.values()].join('\n')).not.toContain('The claim')
  expect([...markersFiles.values()].join('\n')).toContain(SECRET)
  expect([...markersFiles.values()].join('\n')).not.toContain(writer)

  const markersData = dataOf(markersFiles)
  for (const { column, to } of await tiedColumns()) {
    const decision = exportPlan[column]
    if (typeof decision !== 'function') continue
    const [table = '', name = ''] = column.split('.')
    let found = 0
    for (const one of [data, markersData]) {
      const of = sql`${sql.id(to === 'person' ? 'id' : 'person_id')}`
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}
        where ${sql.id(name)} in (select id from ${sql.table(to)} where ${of} = ${one.person.id})`.execute(db)
      expect([column, decision(one).length]).toEqual([column, rows[0]?.n])
      found += rows[0]?.n ?? 0
    }
    expect([column, found > 0]).toEqual([column, true])
  }
  // Every text that data.json names is a file, and says what the database has.
  const texts = data.attempts.flatMap((attempt) => attempt.texts)
  for (const { file } of texts) expect(files.has(file)).toBe(true)
  expect(texts.length + data.feedback.length + 2).toBe(files.size)
  const wanted = await sql<{ text: string }>`select text from draft_snapshot where attempt_id = ${attemptId}
    union all select text from submission where attempt_id = ${attemptId}
    union all select text from late_copy where attempt_id = ${attemptId}`.execute(db)
  for (const { text } of wanted.rows) expect([...files.values()]).toContain(text)
})

test('export: the log has what was done to her, not who marked; of what she did to others not to whom', async () => {
  const { db } = app.services
  const { id: writer, name } = await marking.person('participant', 'Ізденуші Жанар')
  await app.post('/account', { intent: 'profile', name, locale: 'kk' }, { as: writer })
  await app.post('/admin/people', { intent: 'role', personId: writer, role: 'lead' }, { as: admin })
  const { log } = dataOf(await own(writer))
  expect(log.map(({ type, by, about }) => [type, by, about])).toEqual([
    ['person.changed', 'self', 'self'],
    ['role.changed', 'staff', 'self'],
    ['person.exported', 'self', 'self'],
  ])
  const deeds = dataOf(await own(admin)).log.filter(({ type }) => type === 'role.changed')
  expect(deeds).toMatchObject([{ by: 'self', about: 'other', details: {} }])
  const noted = await db
    .selectFrom('audit_event')
    .where('type', '=', 'person.exported')
    .where('subject_id', '=', writer)
    .select(['actor_id', 'details'])
    .execute()
  expect(noted).toEqual([{ actor_id: writer, details: { by: 'self' } }])
})

test('export: only administrators export others; reading the address exports nothing; an erased person has none', async () => {
  const { db } = app.services
  const { id } = await seedPerson(db)
  const lead = await marking.person('lead')
  expect((await app.post(`/admin/people/${id}/export`, {}, { as: lead.id })).status).toBe(403)
  expect((await app.post('/admin/people/nobody/export', {}, { as: admin })).status).toBe(404)
  expect((await app.get('/account/export', { as: id })).headers.get('Location')).toBe('/account')
  const notes = () => db.selectFrom('audit_event').where('subject_id', '=', id).select('type').execute()
  expect(await notes()).toEqual([])
  await app.post(`/admin/people/${id}/erase`, { essays: 'delete', confirmed: 'yes' }, { as: admin })
  expect((await app.post(`/admin/people/${id}/export`, {}, { as: admin })).status).toBe(404)
  expect((await notes()).map(({ type }) => type)).toEqual(['person.erased'])
})

async function manySnapshots(count: number): Promise<string> {
  const { db } = app.services
  const writer = await beginWriting(app, marking.cohortId)
  // Words that hardly shrink.
  const words = randomBytes(98_000).toString('base64')
  for (let from = 1; from <= count; from += 40)
    await sql`insert into draft_snapshot (attempt_id, revision, text, words, reason, taken_at)
      select ${writer.attemptId}, i, i || ${words}, 1, 'restore', ${now}::timestamptz + i * interval '1 second'
      from generate_series(${from}::int, ${from + 39}::int) i`.execute(db)
  return writer.id
}

const COUNT = 160

// Vitest has no gc of its own.
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
// What a stream of the system held is let go of in a turn of its own.
const held = async () => {
  for (let round = 0; round < 4; round++) {
    collect()
    await new Promise(setImmediate)
  }
  return process.memoryUsage().heapUsed + process.memoryUsage().external
}

test('export: hundreds of long texts are read as fast as they are taken, a few at a time', async () => {
  const { db } = app.services
  const writer = await manySnapshots(COUNT)
  app.queries.length = 0
  const answer = await app.post('/account/export', {}, { as: writer })
  const reader = answer.body?.getReader()
  // Nobody takes it: no more is read than the line holds.
  const read = () => app.queries.filter((statement) => statement.includes('draft_snapshot')).length
  for (let last = -1; last !== read(); ) {
    last = read()
    await sql`select pg_sleep(0.3)`.execute(db)
  }
  expect(read()).toBeLessThan(COUNT / 20)
  const zip = Buffer.alloc(COUNT * 140_000)
  const before = await held()
  let [most, size, turn] = [before, 0, 0]
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    zip.set(part.value, size)
    size += part.value.length
    turn += 1
    if (turn % 150 === 0) most = Math.max(most, await held())
  }
  const files = await unzip(zip.subarray(0, size))
  expect([...files.keys()].filter((name) => name.includes('/snapshots/'))).toHaveLength(COUNT + 1)
  // The texts alone are 21 MB, and 16 when they are packed.
  expect(most - before).toBeLessThan(6_000_000)
}, 60_000)

test('export: whoever leaves in the middle ends it, and two at once are the most', async () => {
  const writer = await manySnapshots(60)
  const start = () => app.post('/account/export', {}, { as: writer })
  const first = await start()
  const second = await start()
  const third = await start()
  expect([first.status, second.status, third.status]).toEqual([200, 200, 503])
  await first.body?.cancel()
  await second.body?.cancel()
  await expect.poll(async () => (await start()).status, { timeout: 10_000 }).toBe(200)
})

test('export: an error in the middle breaks the file off; one at the start is answered', async () => {
  const { db } = app.services
  const writer = await manySnapshots(80)
  const answer = await app.post('/account/export', {}, { as: writer })
  await sql`alter table self_check_answer rename to gone`.execute(db)
  await expect(answer.arrayBuffer()).rejects.toThrow()
  await sql`alter table gone rename to self_check_answer`.execute(db)
}, 60_000)

test('a file of text is streamed and packed; HEAD answers as GET without a body', async () => {
  const cohortId = await seedWriting(await (async () => (other = await openTestApp()))())
  const writer = await beginWriting(other, cohortId)
  await writer.put(0, 'some words')
  const address = '/essays/case/receipts.txt'
  for (const encoding of ['br', 'gzip', 'identity']) {
    const headers = { 'Accept-Encoding': encoding }
    const got = await other.get(address, { as: writer.id, headers })
    const head = await other.send(address, { method: 'HEAD' }, { as: writer.id, headers })
    for (const answer of [got, head]) {
      expect(answer.headers.get('Content-Encoding')).toBe(encoding === 'identity' ? null : encoding)
      expect(answer.headers.get('Vary')).toContain('Accept-Encoding')
    }
    expect(head.headers.get('Content-Type')).toBe(got.headers.get('Content-Type'))
    expect(await head.text()).toBe('')
    expect(await got.text()).toContain(writer.attemptId)
  }
  await other.close()
})
let other: TestApp
