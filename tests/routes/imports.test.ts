import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedCohort } from '#db/seeds/cohort.ts'
import { type SeededPerson, seedPerson } from '#db/seeds/people.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'
import { storedList, uploadList } from '#tests/setup/lists.ts'
import { sentMails } from '#tests/setup/mails.ts'
import { workbook } from '#tests/setup/workbooks.ts'

let app: TestApp
let admin: SeededPerson
let cohortId: string

beforeAll(async () => {
  app = await openTestApp({ PUBLIC_URL: 'https://alqa.test' })
  cohortId = (await seedCohort(app.services.db, { name: '2026-2' })).id
  admin = await seedPerson(app.services.db, { locale: 'en', role: 'admin', name: 'Жанар Төлегенова' })
})
afterAll(() => app.close())

const page = (id: string, query = '') => app.get(`/admin/people/import/${id}${query}`, { as: admin.id })
const send = (id: string, form: Record<string, string>, as = admin.id) =>
  app.post(`/admin/people/import/${id}`, form, { as })

/** Uploads and checks a list. */
async function checked(bytes: string | Uint8Array, name = 'list.csv') {
  const { id } = await uploadList(app, admin.id, { bytes, name, cohortId })
  if (!id) throw new Error('the list was not taken')
  await app.drain()
  return { id, ...(await storedList(app, id)) }
}

const person = (email: string) =>
  app.services.db.selectFrom('person').where('email', '=', email).selectAll().executeTakeFirst()
const countPeople = async () => (await app.services.db.selectFrom('person').select('id').execute()).length

const LIST = [
  'ФИО;Эл. почта;Облыс;Место работы;Тіл;Телефон',
  'Сәрсенова  Айгерім Қайратқызы;A.Sarsenova@Example.kz;Ақтөбе облысы;Районный суд № 2;қаз;8 701 123 45 67',
  'Ахметов Данияр;d.akhmetov@example;Астана;;рус;',
  'Eсенов Бауыржан;b.esenov@example.kz;г. Алматы;;kk;',
  'Төлегенова Жанар;zh.tolegenova@example.kz;Джамбул;;kk;',
  'Оспанова Гүлнар;a.sarsenova@example.kz;Қостанай;;kk;',
  'Итого;;;;5;',
].join('\r\n')

test('import: a dry run tells what each row would do, writes nobody, and an application writes once', async () => {
  const before = await countPeople()
  const { id, state, short } = await checked(LIST)
  expect(state).toBe('checked')
  expect(short).toEqual([
    '2 new',
    '3 refused: email_no_domain',
    '4 refused: name_lookalike',
    '5 refused: region_unknown',
    '6 refused: duplicate',
    '7 refused: totals',
  ])
  expect(await countPeople()).toBe(before)
  const html = await (await page(id)).text()
  expect(html).toContain('The address has no domain.')
  expect(html).toContain('<mark>E</mark>сенов')
  expect(html).toContain('Write 1 row…')
  expect((await send(id, { intent: 'apply', invite: 'on' })).status).toBe(303)
  await app.drain()
  const added = await person('a.sarsenova@example.kz')
  expect(added).toMatchObject({
    name: 'Сәрсенова Айгерім Қайратқызы',
    region: 'Ақтөбе облысы',
    employer: 'Районный суд № 2',
    locale: 'kk',
    phone: '+77011234567',
    role: 'participant',
  })
  expect(await storedList(app, id)).toMatchObject({ state: 'applied', kept: false })
  const mails = await sentMails(app, 'a.sarsenova@example.kz')
  expect(mails.map(({ text }) => text ?? '').join()).toContain('«2026-2»')
  // Again: nothing to do.
  const again = await checked(LIST)
  expect(again.short[0]).toBe('2 unchanged')
  const refusal = await send(again.id, { intent: 'apply' })
  expect(refusal.status).toBe(409)
  expect(await refusal.text()).toContain('No row would change anything.')
  expect((await send(id, { intent: 'apply' })).status).toBe(409)
})

test('import: what is suggested is accepted row by row or all at once, and refused rows come back with reasons', async () => {
  const { id } = await checked(LIST)
  await send(id, { intent: 'accept', line: '4', field: 'name' })
  await app.drain()
  expect((await storedList(app, id)).short).toContain('4 new')
  await send(id, { intent: 'accept-all' })
  await app.drain()
  expect((await storedList(app, id)).short).toContain('5 new')
  const file = await app.get(`/admin/people/import/${id}/refused.csv`, { as: admin.id })
  const bytes = new Uint8Array(await file.arrayBuffer())
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  const lines = new TextDecoder().decode(bytes).split('\r\n')
  expect(lines[0]).toBe('ФИО;Эл. почта;Облыс;Место работы;Тіл;Телефон;Row;Why')
  expect(lines[1]).toContain('d.akhmetov@example;Астана;;рус;;3;The address has no domain.')
})

test('import: a file never changes staff, roles, addresses or the closed; an address is one in any case and as IDN', async () => {
  const { db } = app.services
  await seedPerson(db, { email: 'lead@academy.kz', role: 'lead', name: 'Жетекші Адам', cohortId })
  await seedPerson(db, { email: 'closed@sot.kz', deactivated_at: new Date() })
  await seedPerson(db, { email: 'keyed@sot.kz', sourced_id: 'k1' })
  const { short, id } = await checked(
    [
      'name,email,role,sourcedId',
      `Әкімші Адам,${admin.email.toUpperCase()},participant,`,
      'Жетекші Адам,LEAD@academy.kz,,',
      'Жетекші Адам,lead@academy.kz,lead,',
      'Жабық Адам,closed@sot.kz,,',
      'Басқа Адам,other@sot.kz,,k1',
      'Жаңа Әкімші,boss@sot.kz,admin,',
      'Бірінші Адам,a@қазына.қаз,,',
      `Екінші Адам,A@${new URL('http://қазына.қаз').hostname.toUpperCase()},,`,
    ].join('\n'),
  )
  expect(short).toEqual([
    '2 refused: staff',
    '3 refused: staff',
    '4 refused: duplicate',
    '5 refused: deactivated',
    '6 refused: other_address',
    '7 refused: role_admin',
    '8 new',
    '9 refused: duplicate',
  ])
  await send(id, { intent: 'apply' })
  await app.drain()
  expect(await person('lead@academy.kz')).toMatchObject({ role: 'lead', name: 'Жетекші Адам' })
  expect(await person('boss@sot.kz')).toBeUndefined()
})

test('import: what has changed since the check is told, and nothing is written', async () => {
  const { db } = app.services
  const { id: personId } = await seedPerson(db, { email: 'moved@sot.kz', name: 'Ескі Есім', cohortId })
  const { id, short } = await checked('name;email\nЖаңа Есім;moved@sot.kz\nӨзге Адам;untouched@sot.kz')
  expect(short).toEqual(['2 changed: name', '3 new'])
  await db.updateTable('person').set({ name: 'Үшінші Есім' }).where('id', '=', personId).execute()
  await send(id, { intent: 'apply' })
  await app.drain()
  expect(await person('untouched@sot.kz')).toBeUndefined()
  expect((await storedList(app, id)).report.stale).toBe(1)
  const html = await (await page(id)).text()
  expect(html).toContain('Nothing was written. Since the check, 1 row has come to mean something else')
  expect(html).toContain('<del>Үшінші Есім</del> <ins>Жаңа Есім</ins>')
  await send(id, { intent: 'apply' })
  await app.drain()
  expect(await person('moved@sot.kz')).toMatchObject({ name: 'Жаңа Есім' })
  expect(await person('untouched@sot.kz')).toBeDefined()
})

test('import: asked twice at once a list is applied once; of two lists with the same people one is told', async () => {
  const text = 'name;email\nҚос Адам;twice@sot.kz\nЖалғыз Адам;single@sot.kz'
  const [one, two] = [await checked(text), await checked(text)]
  const answers = await Promise.all([
    send(one.id, { intent: 'apply' }),
    send(one.id, { intent: 'apply' }),
    send(two.id, { intent: 'apply' }),
  ])
  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303])
  await app.drain()
  const states = [await storedList(app, one.id), await storedList(app, two.id)]
  expect(states.map(({ state }) => state).sort()).toEqual(['applied', 'checked'])
  expect(states.map(({ report }) => report.stale).sort()).toEqual([0, 2])
  const added = await app.services.db
    .selectFrom('audit_event')
    .where('type', '=', 'person.added')
    .where('subject_id', '=', (await person('twice@sot.kz'))?.id ?? '')
    .select('id')
    .execute()
  expect(added.length).toBe(1)
})

test('import: columns are mapped by hand, over a value of the file; what merely looks like a telephone is not taken', async () => {
  const { id, report, state, short } = await checked(
    'Кто;Куда писать;Тел. 2\nБелгісіз Адам;mapped@sot.kz;87011112233',
  )
  expect([state, short, report.missing]).toEqual(['checked', [], ['name', 'email']])
  expect(report.columns.map(({ hint }) => hint)).toEqual([null, 'email', 'phone'])
  expect(await (await page(id)).text()).toContain('looks like: Telephone. Decide yourself.')
  await send(id, { intent: 'columns', 'column[0]': 'name', 'column[1]': 'email', 'column[2]': '' })
  await app.drain()
  const after = await storedList(app, id)
  expect([after.short, after.report.missing]).toEqual([['2 new'], []])
})

test('import: an encoding is found out, and overridden by hand', async () => {
  const kz = Buffer.from([0xa3, 0xf1, 0xe5, 0xeb, 0x20, 0x9d, 0xe0, 0xeb, 0xe0])
  const { id, report, rows } = await checked(
    Buffer.concat([Buffer.from('name;email\n'), kz, Buffer.from(';asel@sot.kz\n')]),
  )
  expect(report.facts?.encoding).toBe('kz-1048')
  expect(rows[0]?.shown).toMatchObject({ name: 'Әсел қала' })
  await send(id, { intent: 'read', encoding: 'windows-1251', delimiter: '' })
  await app.drain()
  expect((await storedList(app, id)).rows[0]?.shown).toMatchObject({ name: 'Јсел ќала' })
})

test('import: OneRoster 1.2: users.csv, then enrollments.csv by its keys', async () => {
  const users = await checked(
    [
      'sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password',
      'u-1,active,2026-11-01,true,a1,,Айгерім,Сәрсенова,Қайратқызы,,oner1@sot.kz,,+77010000001,,,',
      'u-2,tobedeleted,2026-11-01,true,a2,,Бауыржан,Есенов,,,oner2@sot.kz,,,,,',
      'u-3,active,2026-11-01,false,a3,,Данияр,Ахметов,,,oner3@sot.kz,,,,,',
    ].join('\n'),
    'users.csv',
  )
  expect(users.short).toEqual(['2 new', '3 refused: inactive', '4 refused: inactive'])
  await send(users.id, { intent: 'apply' })
  await app.drain()
  expect(await person('oner1@sot.kz')).toMatchObject({
    name: 'Сәрсенова Айгерім Қайратқызы',
    sourced_id: 'u-1',
  })
  const other = (await seedCohort(app.services.db, { name: '2027-1' })).id
  const { id } = await uploadList(app, admin.id, {
    bytes:
      'sourcedId,status,classSourcedId,schoolSourcedId,userSourcedId,role,primary\ne1,active,c1,s1,u-1,student,\ne2,active,c1,s1,u-9,student,',
    cohortId: other,
  })
  await app.drain()
  const list = await storedList(app, id ?? '')
  expect(list.short).toEqual(['2 changed: cohort', '3 refused: person_unknown'])
  await send(id ?? '', { intent: 'apply' })
  await app.drain()
  const enrolled = await app.services.db
    .selectFrom('enrolment')
    .where('person_id', '=', (await person('oner1@sot.kz'))?.id ?? '')
    .select('cohort_id')
    .execute()
  expect(enrolled.map(({ cohort_id }) => cohort_id).sort()).toEqual([cohortId, other].sort())
})

test('import: 5,000 rows of a workbook are checked and applied within ten seconds of work', async () => {
  const rows = [
    ['ФИО', 'Email', 'Регион', 'Тіл', 'Телефон'],
    ...Array.from({ length: 5_000 }, (_, index) => [
      `Көпшілік Адам Нөмірұлы`,
      `many${index}@sot.kz`,
      'Абай облысы',
      'kk',
      77_010_000_000 + index,
    ]),
  ]
  const bytes = await workbook({ Тізім: rows })
  const before = process.cpuUsage()
  const { id, short } = await checked(bytes, 'list.csv')
  expect(short.filter((row) => row.endsWith(' new')).length).toBe(5_000)
  await send(id, { intent: 'apply', invite: '' })
  await app.drain()
  const { user, system } = process.cpuUsage(before)
  expect((await storedList(app, id)).state).toBe('applied')
  expect((user + system) / 1e6).toBeLessThan(10)
}, 120_000)

test('import: while a list is worked on its page says how far, and asks again by itself', async () => {
  const { id } = await uploadList(app, admin.id, { bytes: LIST, cohortId })
  const waiting = await page(id ?? '')
  expect(waiting.headers.get('Refresh')).toBe('1')
  expect(await waiting.text()).toContain('The list is being checked')
  await app.drain()
  const done = await page(id ?? '')
  expect(done.headers.get('Refresh')).toBeNull()
})

test('import: a file is missing or too large, the cohort gone, the list unknown', async () => {
  const none = await app.send(
    '/admin/people/import',
    { method: 'POST', body: new FormData() },
    { as: admin.id },
  )
  expect(none.status).toBe(400)
  expect(await none.text()).toContain('Choose a file.')
  const large = await uploadList(app, admin.id, { bytes: Buffer.alloc(4 * 1024 * 1024 + 1), cohortId })
  expect(large.answer.status).toBe(413)
  const gone = await uploadList(app, admin.id, { bytes: LIST, cohortId: admin.id })
  expect(gone.answer.status).toBe(409)
  for (const id of ['x', admin.id]) expect((await page(id)).status).toBe(404)
})

test('import: an erased person is in no list any more', async () => {
  const { db } = app.services
  const { id: personId } = await seedPerson(db, { email: 'erase.me@sot.kz', name: 'Өшетін Адам', cohortId })
  const named = await checked('name;email\nБасқа Есім;erase.me@sot.kz')
  const other = await checked('name;email\nКөрші Адам;next@sot.kz')
  await app.post(`/admin/people/${personId}/erase`, { essays: 'delete', confirmed: 'yes' }, { as: admin.id })
  expect((await page(named.id)).status).toBe(404)
  expect((await page(other.id)).status).toBe(200)
})
