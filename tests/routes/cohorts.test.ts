import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SeededPerson, seedPerson } from '#db/seeds/people.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'

let app: TestApp
let admin: SeededPerson
beforeAll(async () => {
  app = await openTestApp()
  admin = await seedPerson(app.services.db, { role: 'admin', locale: 'en' })
})
afterAll(() => app.close())

const form = {
  name: '2027-1',
  startDate: '2027-02-01',
  zone: 'Asia/Qyzylorda',
  days: '10',
  opens: '08:30',
  graceSeconds: '0',
}
const post = (address: string, values: Record<string, string>) => app.post(address, values, { as: admin.id })

test('with no cohort the page says what to do; the form makes one, and it can be changed', async () => {
  expect(await (await app.get('/admin/cohorts', { as: admin.id })).text()).toContain('No cohort yet')
  const made = await post('/admin/cohorts', form)
  expect(made.status).toBe(302)
  const address = (made.headers.get('Location') ?? '').split('?')[0] ?? ''
  expect(
    (await post(address, { ...form, intent: 'save', zone: 'Asia/Oral', days: '12', graceSeconds: '3600' }))
      .status,
  ).toBe(302)
  const page = await (await app.get(address, { as: admin.id })).text()
  for (const value of ['2027-1', '2027-02-01', 'Asia/Oral', '12', '08:30', '3600'])
    expect(page).toContain(`value="${value}"`)
  const list = await (await app.get('/admin/cohorts', { as: admin.id })).text()
  expect(list).toContain('1\u00a0February 2027')
  expect(list).toContain('08:30 (Oral, UTC+5)')
  const again = await post('/admin/cohorts', form)
  expect(again.status).toBe(409)
  expect(await again.text()).toContain('A cohort with this name already exists.')
})

test('two cohorts that take one name at the same moment: one has it, the other is told', async () => {
  const made = await Promise.all(
    ['2028-1', '2028-2', '2028-3', '2028-4'].map((name) => post('/admin/cohorts', { ...form, name })),
  )
  const addresses = made.map((answer) => (answer.headers.get('Location') ?? '').split('?')[0] ?? '')
  const renamed = await Promise.all(
    addresses.map((address) => post(address, { ...form, name: '2028', intent: 'save' })),
  )
  expect(renamed.map(({ status }) => status).sort()).toEqual([302, 409, 409, 409])
})

test.each([
  ['name', ' '],
  ['startDate', '2027-02-31'],
  ['startDate', 'soon'],
  ['zone', 'Asia/Astana'],
  ['days', '0'],
  ['days', '61'],
  ['days', '1.5'],
  ['opens', '24:00'],
  ['graceSeconds', ''],
  ['graceSeconds', '-1'],
  ['graceSeconds', '3601'],
  ['graceSeconds', '1.5'],
  ['graceSeconds', 'soon'],
])('%s cannot be %s: said beside the field, what was typed stays', async (field, value) => {
  const answer = await post('/admin/cohorts', { ...form, [field]: value })
  expect(answer.status).toBe(400)
  const html = await answer.text()
  expect(html).toContain(`id="${field}-error"`)
  expect(html.match(/class="err"/g)?.length).toBe(1)
  expect(html).toContain(`value="${value}"`)
})

test('members come by e-mail and go by a button, and the cohort is theirs at the next request', async () => {
  const made = await post('/admin/cohorts', { ...form, name: 'members' })
  const address = (made.headers.get('Location') ?? '').split('?')[0] ?? ''
  const person = await seedPerson(app.services.db, { name: 'Әсел Ым', locale: 'en' })
  const account = async () => (await app.get('/account', { as: person.id })).text()
  expect(await account()).toContain('You are not in a cohort yet')
  const added = await post(address, { intent: 'add', email: person.email.toUpperCase() })
  expect(added.status).toBe(302)
  const page = await app.get(added.headers.get('Location') ?? '', { as: admin.id })
  expect(await page.text()).toContain('Әсел Ым is in the cohort.')
  expect(await account()).toContain('members')
  expect((await post(address, { intent: 'remove', personId: person.id })).status).toBe(302)
  expect(await account()).toContain('You are not in a cohort yet')
  const nobody = await post(address, { intent: 'add', email: 'nobody@sot.kz' })
  expect(nobody.status).toBe(409)
  expect(await nobody.text()).toContain('Nobody has this address.')
  expect((await post(address, { intent: 'remove', personId: 'x' })).status).toBe(302)
})

test('an unknown cohort is not there', async () => {
  for (const id of ['x', '0b7d4c1e-8f3a-4c55-9d6e-1a2b3c4d5e6f'])
    expect((await app.get(`/admin/cohorts/${id}`, { as: admin.id })).status).toBe(404)
})
