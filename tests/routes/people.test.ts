import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedCohort } from '#db/seeds/cohort.ts'
import { seedParticipants } from '#db/seeds/participants.ts'
import { type SeededPerson, seedPerson } from '#db/seeds/people.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'
import { sentMails } from '#tests/setup/mails.ts'

let app: TestApp
let admin: SeededPerson
let cohortId: string
const en = { locale: 'en' as const }

beforeAll(async () => {
  app = await openTestApp({ PUBLIC_URL: 'https://alqa.test' })
  const { db } = app.services
  cohortId = (await seedCohort(db, { name: '2026-2' })).id
  admin = await seedPerson(db, { ...en, role: 'admin', name: 'Жанар Төлегенова' })
  await db.transaction().execute((tx) => seedParticipants(tx, { cohortId, count: 120, now: new Date() }))
})
afterAll(() => app.close())

const people = async (query: string) => (await app.get(`/admin/people${query}`, { as: admin.id })).text()
const names = (html: string) =>
  [...html.matchAll(/<th scope="row"><a [^>]+>([^<]+)</g)].map((found) => found[1] ?? '')
const link = (html: string, rel: 'next' | 'prev') =>
  new RegExp(`rel="${rel}" href="([^"]+)"`).exec(html)?.[1]?.replaceAll('&amp;', '&')
const post = (form: Record<string, string>, as = admin.id) => app.post('/admin/people', form, { as })
const types = async (subjectId: string) =>
  (
    await app.services.db
      .selectFrom('audit_event')
      .where('subject_id', '=', subjectId)
      .orderBy('id')
      .select('type')
      .execute()
  ).map(({ type }) => type)

test('pages of 50 in the order of the Kazakh alphabet, forth and back, in three statements and the session', async () => {
  await app.cookieOf(admin.id)
  app.queries.length = 0
  const first = await people('?role=participant')
  expect(app.queries.length).toBe(4)
  const second = await people(new URL(link(first, 'next') ?? '', app.origin).search)
  const third = await people(new URL(link(second, 'next') ?? '', app.origin).search)
  const all = [first, second, third].flatMap(names)
  expect(all.length).toBe(120)
  expect(all).toEqual(all.toSorted(new Intl.Collator('kk').compare))
  expect(link(third, 'next')).toBeUndefined()
  expect(link(first, 'prev')).toBeUndefined()
  const back = await people(new URL(link(third, 'prev') ?? '', app.origin).search)
  expect(names(back)).toEqual(names(second))
  expect(first).toContain('120 people')
  // Long pages in Cyrillic come without the gaps that React leaves between its pieces.
  expect([first, second, third].join('')).not.toContain('\0')
})

test('a search takes wildcards literally and looks into names and e-mails; filters narrow', async () => {
  const { db } = app.services
  const odd = await seedPerson(db, { name: '100% Әділ_бек', email: 'odd.one@sot.kz' })
  await seedPerson(db, { name: '100 Әділ бек' })
  expect(names(await people(`?search=${encodeURIComponent('0% әділ_')}`))).toEqual([odd.name])
  expect(names(await people('?search=ODD.ONE'))).toEqual([odd.name])
  expect(names(await people('?search=odd.one&state=unseen'))).toEqual([odd.name])
  expect(names(await people('?search=odd.one&state=active'))).toEqual([])
  expect(names(await people(`?search=odd.one&cohort=${cohortId}`))).toEqual([])
  expect(await people('?search=odd.one&role=lead')).toContain('Nobody found')
  for (const query of ['?at=rubbish', '?cohort=1', '?role=king', '?person=1'])
    expect((await app.get(`/admin/people${query}`, { as: admin.id })).status).toBe(200)
  expect((await app.get('/admin/people?search=%00', { as: admin.id })).status).toBe(400)
})

test('an invitation arrives in the invited person’s language and its link lets in; a second one ends the first', async () => {
  const email = 'zhana.adam@sot.kz'
  const form = { intent: 'invite', name: 'Жаңа Адам', email: 'Zhana.Adam@sot.kz', role: 'participant' }
  const sent = await post({ ...form, cohortId, region: 'Абай облысы', employer: '', locale: 'kk' })
  expect(sent.status).toBe(302)
  const personId = new URL(sent.headers.get('Location') ?? '', app.origin).searchParams.get('person') ?? ''
  expect(await types(personId)).toEqual(['person.added', 'person.enrolled'])
  expect((await post({ intent: 'again', personId })).status).toBe(302)
  await app.drain()
  const mails = await sentMails(app, email)
  const links = mails.map(({ text }) => /https:\/\/alqa\.test(\/invite\/\S+)/.exec(text ?? '')?.[1] ?? '')
  expect(mails[0]?.text).toContain('Жанар Төлегенова сізді онлайн дайындық курсына («2026-2») шақырады')
  expect((await app.get(links[0] ?? '')).status).toBe(410)
  expect((await app.post(links[1] ?? '', { newPassword: 'соттылық ережелері' })).status).toBe(302)
  const late = await post({ intent: 'again', personId })
  expect(late.status).toBe(409)
  expect(await late.text()).toContain('has chosen a password already')
})

test('a wrong invitation is answered beside its fields, a known e-mail kindly, and nothing is written', async () => {
  const wrong = await post({ intent: 'invite', name: '', email: 'no', role: 'king', locale: 'xx' })
  expect(wrong.status).toBe(400)
  const html = await wrong.text()
  for (const field of ['name', 'email', 'invite-role', 'locale'])
    expect(html).toContain(`id="${field}-error"`)
  const known = { intent: 'invite', name: 'Екінші Адам', email: admin.email, role: 'lead', locale: 'kk' }
  const taken = await post(known)
  expect(taken.status).toBe(409)
  const text = await taken.text()
  expect(text).toContain('is already in the list')
  expect(text).toContain('value="Екінші Адам"')
})

test('what is written about a person is edited; a wrong telephone is answered beside its field, and nothing is lost', async () => {
  const { db } = app.services
  const { id: personId } = await seedPerson(db, { name: 'Ескі Есім', region: 'Астана' })
  const form = { intent: 'edit', personId, name: ' Жаңа  Есім', locale: 'kk', region: '', employer: 'Сот' }
  const wrong = await app.post(
    `/admin/people?person=${personId}`,
    { ...form, phone: 'none' },
    { as: admin.id },
  )
  expect(wrong.status).toBe(400)
  const html = await wrong.text()
  expect(html).toContain('id="person-phone-error"')
  expect(html).toContain('value="none"')
  expect(html).not.toContain('Invite a person')
  expect(await types(personId)).toEqual([])
  expect((await post({ ...form, phone: '8 (701) 123-45-67' })).headers.get('Location')).toContain(
    'done=edited',
  )
  const row = await db.selectFrom('person').where('id', '=', personId).selectAll().executeTakeFirstOrThrow()
  expect(row).toMatchObject({ locale: 'kk', region: null, employer: 'Сот', phone: '+77011234567' })
  expect(row.name).toBe('Жаңа  Есім')
  await post({ ...form, phone: '+77011234567' })
  expect(await types(personId)).toEqual(['person.changed'])
})

test('a deactivated person’s cookie is dead at once; reactivation opens the door, not the old session', async () => {
  const { id: personId } = await seedPerson(app.services.db)
  expect((await app.get('/account', { as: personId })).status).toBe(200)
  expect((await post({ intent: 'deactivate', personId })).status).toBe(302)
  expect((await app.get('/account', { as: personId })).headers.get('Location')).toContain('/sign-in')
  expect((await post({ intent: 'reactivate', personId })).status).toBe(302)
  expect((await app.get('/account', { as: personId })).status).toBe(302)
  expect(await types(personId)).toEqual(['person.deactivated', 'person.reactivated'])
})

test('another role is another house at the next request', async () => {
  const { id: personId } = await seedPerson(app.services.db)
  expect((await app.get('/admin/people', { as: personId })).status).toBe(403)
  const form = { intent: 'role', personId, role: 'admin' }
  const asks = await app.post(`/admin/people?person=${personId}`, form, { as: admin.id })
  expect(asks.status).toBe(200)
  expect(await asks.text()).toMatch(/an administrator\?<.*name="confirmed" value="yes"/s)
  expect((await app.get('/admin/people', { as: personId })).status).toBe(403)
  const given = await post({ ...form, confirmed: 'yes' })
  expect(given.headers.get('Location')).toBe(`/admin/people?person=${personId}&done=role#done`)
  expect(await people(`?person=${personId}&done=role`)).toMatch(
    /<section[^>]*id="person".*id="done" tabindex="-1"/s,
  )
  expect((await app.get('/admin/people', { as: personId })).status).toBe(200)
  expect((await post({ intent: 'role', personId, role: 'lead' })).status).toBe(200)
  expect((await post({ intent: 'role', personId, role: 'lead', confirmed: 'yes' })).status).toBe(302)
  expect((await app.get('/admin/people', { as: personId })).status).toBe(403)
})

test('nobody demotes or deactivates oneself', async () => {
  for (const intent of ['role', 'deactivate']) {
    const answer = await post({ intent, personId: admin.id, role: 'lead' })
    expect(answer.status).toBe(409)
    expect(await answer.text()).toContain('ask another administrator')
  }
})

test('two administrators who demote each other at the same moment leave one', async () => {
  const { db } = app.services
  for (let round = 0; round < 5; round++) {
    await db.updateTable('person').set({ role: 'observer' }).where('role', '=', 'admin').execute()
    const [one, two] = [await seedPerson(db, { role: 'admin' }), await seedPerson(db, { role: 'admin' })]
    const answers = await Promise.all([
      post({ intent: 'role', personId: two.id, role: 'lead', confirmed: 'yes' }, one.id),
      post({ intent: 'deactivate', personId: one.id }, two.id),
    ])
    // The slower one may find the session gone and be led to sign in: that is no success.
    expect(answers.filter(({ headers }) => headers.get('Location')?.includes('done=')).length).toBe(1)
    const left = await db
      .selectFrom('person')
      .where('role', '=', 'admin')
      .where('deactivated_at', 'is', null)
      .select('id')
      .execute()
    expect(left.length).toBe(1)
  }
  await db.updateTable('person').set({ role: 'admin' }).where('id', '=', admin.id).execute()
})

test('only administrators come in; an unknown person is not there', async () => {
  const lead = await seedPerson(app.services.db, { role: 'lead' })
  expect((await post({ intent: 'deactivate', personId: admin.id }, lead.id)).status).toBe(403)
  expect((await post({ intent: 'deactivate', personId: 'x' })).status).toBe(404)
})
