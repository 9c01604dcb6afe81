import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SNAPSHOT_LIMITS } from '#app/features/essays/snapshots.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'
import { after, beginWriting, kinds, LAST_CALL, seedWriting } from '#tests/setup/writers.ts'

const ADDRESS = '/essays/case/history'

let app: TestApp
let cohortId: string
beforeAll(async () => {
  app = await openTestApp()
  cohortId = await seedWriting(app)
})
afterAll(() => app.close())

const writer = () => beginWriting(app, cohortId)
type Writer = Awaited<ReturnType<typeof writer>>

/** Two versions of writing: "сот шешім шығарды" at 10 s and "сот қаулы шығарды" at 320 s. */
async function twoVersions(who: Writer) {
  app.setNow(after(10))
  await who.put(0, 'сот шешім шығарды')
  app.setNow(after(320))
  await who.put(1, 'сот қаулы шығарды')
  const writing = (await who.snapshots()).filter(({ reason }) => reason === 'writing')
  const [first, second] = writing.map(({ id }) => id)
  return { first: first ?? '', second: second ?? '' }
}

const restore = (who: Writer, snapshot: string) => app.post(ADDRESS, { snapshot }, { as: who.id })

test('the writer sees each version with its time, words and reason in words', async () => {
  const who = await writer()
  await twoVersions(who)
  await who.put(0, 'басқа мәтін')
  const page = await (await app.get(ADDRESS, { as: who.id })).text()
  for (const words of ['во время работы', 'в начале', 'второй текст, с другой страницы', '09:05', '3 слова'])
    expect(page).toContain(words)
  expect(page).toContain('UTC+5')
})

test('one version shows what differs from now, word by word, and its whole text', async () => {
  const who = await writer()
  const { first, second } = await twoVersions(who)
  const old = await (await app.get(`${ADDRESS}?version=${first}`, { as: who.id })).text()
  expect(old).toContain('<del>шешім </del><ins>қаулы </ins>')
  expect(old).toContain('>сот шешім шығарды</textarea>')
  const now = await (await app.get(`${ADDRESS}?version=${second}`, { as: who.id })).text()
  expect(now).toContain('Это тот же текст, что сейчас на сервере.')
  expect(now).not.toContain('name="snapshot"')
})

test('restoring makes a new revision and keeps what was there; doing it twice changes nothing more', async () => {
  const who = await writer()
  const { first } = await twoVersions(who)
  app.setNow(after(400))
  for (let time = 0; time < 2; time++)
    expect((await restore(who, first)).headers.get('Location')).toBe('/essays/case/write')
  expect(await who.draft()).toMatchObject({ revision: 3, text: 'сот шешім шығарды' })
  expect(kinds(await who.snapshots()).filter(([reason]) => reason === 'restore')).toEqual([
    ['restore', 2, 'сот қаулы шығарды'],
  ])
  // A page that is still on the old revision is told, and both texts live.
  const behind = await who.put(2, 'сот қаулы шығарды, ал')
  expect([behind.status, await behind.json()]).toEqual([
    409,
    { revision: 3, text: 'сот шешім шығарды', kept: true },
  ])
})

test('restoring: what is stored of an attempt stays within its limits, and the first and the newest text stay', async () => {
  const who = await writer()
  const { first } = await twoVersions(who)
  const filler = 'ә'.repeat(50_000)
  for (let round = 0; round < 110; round++) {
    app.setNow(after(400 + round * 20))
    const { revision } = await who.draft()
    expect((await who.put(revision, `${round} ${round < 70 ? filler : ''}`)).status).toBe(200)
    expect((await restore(who, first)).status).toBe(302)
  }
  const stored = await who.snapshots()
  const bytes = stored.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)
  expect(stored.length).toBeLessThanOrEqual(SNAPSHOT_LIMITS.count + 1)
  expect(stored.length).toBeGreaterThan(60)
  expect(bytes).toBeLessThanOrEqual(SNAPSHOT_LIMITS.bytes)
  expect(stored[0]?.reason).toBe('begin')
  expect(stored.at(-1)?.text).toBe('109 ')
  await app.post(
    '/essays/case/write',
    { text: 'сот', baseRevision: String((await who.draft()).revision), intent: 'submit' },
    { as: who.id },
  )
  expect((await who.snapshots()).at(-1)).toMatchObject({ reason: 'close', text: 'сот' })
})

test('restoring: two texts in turn store each of them once', async () => {
  const who = await writer()
  const { first, second } = await twoVersions(who)
  for (let round = 0; round < 6; round++) await restore(who, round % 2 ? second : first)
  const restored = (await who.snapshots()).filter(({ reason }) => reason === 'restore')
  expect(restored.map(({ text }) => text).sort()).toEqual(['сот шешім шығарды', 'сот қаулы шығарды'].sort())
})

test('a text that lost a conflict can be restored', async () => {
  const who = await writer()
  await twoVersions(who)
  await who.put(0, 'басқа мәтін')
  const lost = (await who.snapshots()).find(({ reason }) => reason === 'conflict')
  await restore(who, lost?.id ?? '')
  expect((await who.draft()).text).toBe('басқа мәтін')
})

test('of a restore and a save at once neither text is lost', async () => {
  const who = await writer()
  const { first } = await twoVersions(who)
  const [saved] = await Promise.all([who.put(2, 'сот қаулы шығарды да кетті'), restore(who, first)])
  const texts = (await who.snapshots()).map(({ text }) => text)
  expect([200, 409]).toContain(saved.status)
  expect([...texts, (await who.draft()).text]).toContain('сот қаулы шығарды да кетті')
  expect((await who.draft()).text).toBe('сот шешім шығарды')
})

test('after the end, versions and late words can be read, not restored', async () => {
  const who = await writer()
  const { first } = await twoVersions(who)
  app.setNow(after(LAST_CALL + 1))
  await who.put(2, 'кейін келген сөздер')
  const page = await (await app.get(ADDRESS, { as: who.id })).text()
  expect(page).toContain('пришёл после конца')
  expect(page).toContain('Эссе закрыто')
  const version = await (await app.get(`${ADDRESS}?version=${first}`, { as: who.id })).text()
  expect(version).toContain('>сот шешім шығарды</textarea>')
  expect(version).not.toContain('name="snapshot"')
  const refused = await restore(who, first)
  expect([refused.status, (await refused.text()).includes('Эссе закрыто')]).toEqual([423, true])
  expect((await who.submissions()).map(({ text }) => text)).toEqual(['сот қаулы шығарды'])
})

test('opening the history closes an attempt whose time is over', async () => {
  const who = await writer()
  await twoVersions(who)
  app.setNow(after(LAST_CALL + 1))
  await app.get(ADDRESS, { as: who.id })
  expect(await who.submissions()).toHaveLength(1)
})

test('versions of others, of nobody, and ids that are none are not there', async () => {
  const [who, other] = [await writer(), await writer()]
  const { first } = await twoVersions(who)
  for (const id of [first, randomUUID(), 'no-id', "'; drop table draft; --"]) {
    const address = `${ADDRESS}?version=${encodeURIComponent(id)}`
    expect((await app.get(address, { as: other.id })).status).toBe(404)
    expect((await restore(other, id)).status).toBe(400)
  }
  expect((await app.post(ADDRESS, {}, { as: other.id })).status).toBe(400)
  expect(await other.draft()).toMatchObject({ revision: 0, text: '' })
  const { id } = await seedPerson(app.services.db, { cohortId })
  expect((await app.get(ADDRESS, { as: id })).status).toBe(404)
})

test('the brief and the receipt lead to the history', async () => {
  const who = await writer()
  const link = `href="${ADDRESS}"`
  expect(await (await app.get('/essays/case', { as: who.id })).text()).toContain(link)
  await app.post('/essays/case/write', { text: 'a b c', baseRevision: '0', intent: 'submit' }, { as: who.id })
  const receipt = await (await app.get('/essays/case/receipt', { as: who.id })).text()
  expect(receipt).toContain(link)
  expect(receipt).toContain('href="/essays/case/receipts.txt"')
})
