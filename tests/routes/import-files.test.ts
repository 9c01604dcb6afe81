import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedCohort } from '#db/seeds/cohort.ts'
import { type SeededPerson, seedPerson } from '#db/seeds/people.ts'
import { oddLists } from '#tests/corpus/lists.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'
import { storedList, uploadList } from '#tests/setup/lists.ts'

let app: TestApp
let admin: SeededPerson
let cohortId: string
const ids: (string | null)[] = []

beforeAll(async () => {
  app = await openTestApp()
  cohortId = (await seedCohort(app.services.db, { name: '2026-2' })).id
  admin = await seedPerson(app.services.db, { locale: 'en', role: 'admin' })
  for (const { name, bytes } of oddLists) {
    const file = { bytes: await bytes(), name: `${name}.xlsx`, cohortId }
    ids.push((await uploadList(app, admin.id, file)).id)
  }
  await app.drain()
}, 300_000)
afterAll(() => app.close())

test('list: there are more than 108 odd ones', () => {
  expect(oddLists.length).toBeGreaterThan(110)
  expect(new Set(oddLists.map(({ name, bytes }) => name + String(bytes))).size).toBe(oddLists.length)
})

test.each(oddLists.map((list, index) => ({ ...list, index })))('list: $name', async ({ index, expects }) => {
  const id = ids[index]
  if (!id) throw new Error('the list was not taken')
  const { state, short, report } = await storedList(app, id)
  if (typeof expects === 'string') expect([state, `!${report.fault?.code}`]).toEqual(['failed', expects])
  else {
    expect(state).toBe('checked')
    expect(short.length).toBe(expects.length)
    for (const [at, wanted] of expects.entries())
      expect(short[at]).toMatch(wanted.endsWith('…') ? new RegExp(`^${wanted.slice(0, -1)}`) : wanted)
  }
  const page = await app.get(`/admin/people/import/${id}`, { as: admin.id })
  expect(page.status).toBe(200)
  expect(await page.text()).not.toContain('imports.')
})

test('list: no check has written a person', async () => {
  const people = await app.services.db.selectFrom('person').select('id').execute()
  expect(people.length).toBe(1)
})
