import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedCohort } from '#db/seeds/cohort.ts'
import { seedDemo } from '#db/seeds/demo.ts'
import { SEED_PASSWORD, seedPerson } from '#db/seeds/people.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'
import { erasurePlan } from '#tests/setup/erasure-plan.ts'
import { openMarking, work } from '#tests/setup/marking.ts'
import { beginWriting, now, seedWriting } from '#tests/setup/writers.ts'

let app: TestApp
let admin: string
beforeAll(async () => {
  app = await openTestApp()
  admin = (await seedPerson(app.services.db, { role: 'admin', locale: 'en' })).id
})
afterAll(() => app.close())

const erase = (personId: string, essays: 'delete' | 'keep' = 'delete', as = admin) =>
  app.post(`/admin/people/${personId}/erase`, { essays, confirmed: 'yes' }, { as })

/** Columns of every table, the queue's included, in whose rows one of the words occurs. */
async function occurrences(words: string[]): Promise<string[]> {
  const { db } = app.services
  const { rows } = await sql<{ table: string; column: string }>`
    select format('%I.%I', c.table_schema, c.table_name) as table, quote_ident(c.column_name) as column
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where t.table_type = 'BASE TABLE' and c.table_schema in ('public', 'graphile_worker')
      and c.data_type not in ('boolean', 'integer', 'bigint', 'smallint', 'numeric', 'date',
        'timestamp with time zone', 'uuid', 'bytea')`.execute(db)
  expect(rows.length).toBeGreaterThan(80)
  const found: string[] = []
  for (const { table, column } of rows) {
    const hits = await sql`select 1 from ${sql.raw(table)} where exists (
      select from unnest(${words}::text[]) w where position(lower(w) in lower(${sql.raw(column)}::text)) > 0)
      limit 1`.execute(db)
    if (hits.rows.length > 0) found.push(`${table}.${column}`)
  }
  return found
}

test('erasure: every table with a person or with free text is decided on', async () => {
  const { rows } = await sql<{ table: string }>`
    select distinct c.table_name as table from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.table_name not like 'kysely%'
      and (c.data_type in ('text', 'jsonb', 'json', 'ARRAY') or exists (
        select from information_schema.key_column_usage k
        join information_schema.referential_constraints r using (constraint_schema, constraint_name)
        join information_schema.table_constraints u on u.constraint_schema = r.unique_constraint_schema
          and u.constraint_name = r.unique_constraint_name
        where u.table_name = 'person' and k.table_name = c.table_name and k.column_name = c.column_name))
    order by 1`.execute(app.services.db)
  expect(rows.map(({ table }) => table)).toEqual(Object.keys(erasurePlan).sort())
})

test('erasure: of the demo’s participant no table names the person any more, and the rest stays', async () => {
  const { db } = app.services
  await seedDemo(db, now)
  const email = 'participant@demo.test'
  const name = 'Құралай Ерасылқызы'
  const { id } = await db
    .selectFrom('person')
    .where('email', '=', email)
    .select('id')
    .executeTakeFirstOrThrow()
  await app.post('/account', { intent: 'profile', name, locale: 'ru' }, { as: id })
  await app.post('/forgot', { email })
  const others = () =>
    db
      .selectFrom('person')
      .where('id', '<>', id)
      .select(sql<number>`count(*)::int`.as('n'))
      .executeTakeFirst()
  const audits = () =>
    db.selectFrom('audit_event').select(sql<number>`count(*)::int`.as('n')).executeTakeFirstOrThrow()
  const before = await others()
  const rows = (await audits()).n
  expect(await occurrences([name, email])).toEqual(
    expect.arrayContaining(['public.person.name', 'public.person.email', 'public.audit_event.details']),
  )
  const answer = await erase(id)
  expect(answer.headers.get('Location')).toBe(`/admin/people/${id}/erase`)
  await app.drain()
  expect(await occurrences([name, email])).toEqual([])
  expect(await others()).toEqual(before)
  expect((await audits()).n).toBe(rows + 1)
  // Again: nothing more happens.
  expect((await erase(id)).status).toBe(302)
  expect((await audits()).n).toBe(rows + 1)
  const [row] = await db.selectFrom('audit_event').where('type', '=', 'person.erased').selectAll().execute()
  expect(row).toMatchObject({
    subject_id: id,
    actor_id: admin,
    details: { by: 'administrator', essays: 'delete' },
  })
  for (const [locale, words] of [
    ['kk', 'деректері жойылған адам'],
    ['ru', 'удалённый человек'],
    ['en', 'erased person'],
  ] as const) {
    await db.updateTable('person').set({ locale }).where('id', '=', admin).execute()
    expect(await (await app.get(`/admin/people?person=${id}`, { as: admin })).text()).toContain(words)
  }
})

test('erasure: nobody signs in any more, and the address can be invited anew', async () => {
  const { db } = app.services
  const { id, email } = await seedPerson(db, { email: 'again@sot.kz' })
  expect((await app.get('/account', { as: id })).status).toBe(200)
  await erase(id)
  expect((await app.get('/account', { as: id })).headers.get('Location')).toContain('/sign-in')
  expect((await app.post('/sign-in', { email, password: SEED_PASSWORD })).status).toBe(400)
  await app.post('/admin/people', { intent: 'reactivate', personId: id }, { as: admin })
  const row = await db.selectFrom('person').where('id', '=', id).selectAll().executeTakeFirstOrThrow()
  expect(row.deactivated_at).not.toBeNull()
  await app.services.sessions.open(id).catch(() => {})
  expect(await db.selectFrom('session').where('person_id', '=', id).select('id').execute()).toEqual([])
  const form = { intent: 'invite', name: 'Жаңа', email, role: 'participant', locale: 'kk' }
  expect((await app.post('/admin/people', form, { as: admin })).status).toBe(302)
})

test('erasure: the own account needs the password and a confirmation; the last administrator stays', async () => {
  const { db } = app.services
  const { id } = await seedPerson(db, { locale: 'en' })
  const post = (form: Record<string, string>, as = id) => app.post('/account/erase', form, { as })
  expect((await post({ essays: 'delete', password: SEED_PASSWORD })).status).toBe(400)
  expect((await post({ essays: 'delete', confirmed: 'yes', password: 'wrong' })).status).toBe(400)
  expect((await app.get('/account', { as: id })).status).toBe(200)
  const gone = await post({ essays: 'delete', confirmed: 'yes', password: SEED_PASSWORD })
  expect(gone.headers.get('Location')).toBe('/sign-in?erased=1')
  expect((await app.get('/account/erase', { as: admin })).headers.get('Cache-Control')).toContain('no-store')
  const page = await app.get('/sign-in?erased=1', { headers: { Cookie: 'alqa_locale=en' } })
  expect(await page.text()).toContain('Your account is erased')
  expect((await app.get('/account', { as: id })).status).toBe(302)
  expect((await erase(admin)).status).toBe(409)
  await db
    .updateTable('person')
    .set({ role: 'lead' })
    .where('role', '=', 'admin')
    .where('id', '<>', admin)
    .execute()
  const last = await post({ essays: 'delete', confirmed: 'yes', password: SEED_PASSWORD }, admin)
  expect(last.status).toBe(409)
})

test('erasure: only administrators erase others, and without the confirmation nothing happens', async () => {
  const { id } = await seedPerson(app.services.db)
  const lead = await seedPerson(app.services.db, { role: 'lead' })
  expect((await erase(id, 'delete', lead.id)).status).toBe(403)
  expect((await erase('no-such-person')).status).toBe(404)
  expect((await app.post(`/admin/people/${id}/erase`, { essays: 'keep' }, { as: admin })).status).toBe(400)
  expect((await app.get('/account', { as: id })).status).toBe(200)
})

test('erasure: a save at the same moment stores nothing of an erased person', async () => {
  const { db } = app.services
  await seedCohort(db)
  const cohortId = await seedWriting(app)
  for (let round = 0; round < 5; round++) {
    const writer = await beginWriting(app, cohortId)
    const saves = [0, 1, 2].map((base) => writer.put(base, `words ${base}`))
    const [erased, ...saved] = await Promise.all([erase(writer.id), ...saves])
    expect(erased?.status).toBe(302)
    for (const { status } of saved) expect(status).toBeLessThan(500)
    expect(await db.selectFrom('attempt').where('person_id', '=', writer.id).select('id').execute()).toEqual(
      [],
    )
    expect(await writer.snapshots()).toEqual([])
    expect(await writer.lateCopies()).toEqual([])
  }
  app.setNow(null)
})

test('erasure: a marker who marks at the same moment ends clean; a handed-in essay may stay without a name', async () => {
  const marking = await openMarking()
  const { db } = marking.app.services
  const { id: boss } = await seedPerson(db, { role: 'admin' })
  const eraseThere = (id: string, essays: string) =>
    marking.app.post(`/admin/people/${id}/erase`, { essays, confirmed: 'yes' }, { as: boss })
  for (const essays of ['delete', 'keep', 'delete', 'keep']) {
    const marker = await marking.person('instructor')
    const { writer, id } = await marking.script()
    await marking.take(id, marker.id)
    const [erased, marked] = await Promise.all([
      eraseThere(writer.id, essays),
      marking.save(id, marker.id, work(0)),
    ])
    expect(erased.status).toBe(302)
    expect(marked.status).toBeLessThan(500)
    const left = await db
      .selectFrom('submission')
      .where('person_id', '=', writer.id)
      .select(['id', 'text'])
      .execute()
    expect(left.length).toBe(essays === 'keep' ? 1 : 0)
    const drafts = await db
      .selectFrom('draft')
      .innerJoin('attempt as a', 'a.id', 'draft.attempt_id')
      .where('a.person_id', '=', writer.id)
      .select('draft.text')
      .execute()
    expect(drafts.every(({ text }) => text === '')).toBe(true)
  }
  await marking.app.close()
})
