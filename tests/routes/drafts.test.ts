import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CONFLICT_LIMITS } from '#app/features/essays/snapshots.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'
import { after, beginWriting, DEADLINE, kinds, LAST_CALL, now, seedWriting } from '#tests/setup/writers.ts'

let app: TestApp
let cohortId: string
beforeAll(async () => {
  app = await openTestApp()
  cohortId = await seedWriting(app)
})
afterAll(() => app.close())

const writer = () => beginWriting(app, cohortId)

test('a replay of an older text after newer saves changes nothing: 409 with what is there', async () => {
  const { put, draft, snapshots } = await writer()
  await put(0, 'one')
  await put(1, 'one two')
  for (let time = 0; time < 3; time++) {
    const replay = await put(0, 'one')
    expect([replay.status, await replay.json()]).toEqual([409, { revision: 2, text: 'one two', kept: true }])
  }
  expect((await draft()).text).toBe('one two')
  // "one" was kept as the first words of writing and is not kept again.
  expect(kinds(await snapshots())).toEqual([
    ['begin', 0, ''],
    ['writing', 1, 'one'],
  ])
})

test('a lost answer is answered like the first time, with the same receipt, also after the close', async () => {
  const { put } = await writer()
  const first = await (await put(0, 'words')).json()
  app.setNow(after(30))
  expect(await (await put(0, 'words')).json()).toEqual(first)
  app.setNow(after(LAST_CALL + 60))
  const again = await put(0, 'words')
  expect([again.status, (await again.json()).receipt]).toEqual([200, first.receipt])
})

test('a base from the future is a conflict like any other', async () => {
  const { put } = await writer()
  await put(0, 'here')
  const ahead = await put(7, 'ahead')
  expect([ahead.status, await ahead.json()]).toEqual([409, { revision: 1, text: 'here', kept: true }])
})

test('the text that lost is kept once, however often and however fast it comes', async () => {
  const { put, snapshots } = await writer()
  await put(0, 'mine')
  await Promise.all(Array.from({ length: 6 }, () => put(0, 'theirs')))
  await put(0, 'theirs')
  await put(0, ' \n ')
  expect(kinds(await snapshots()).filter(([reason]) => reason === 'conflict')).toEqual([
    ['conflict', 0, 'theirs'],
  ])
})

test('saving: the words that are there anyway are no new revision', async () => {
  const { put, draft } = await writer()
  const first = await (await put(0, 'и\u0306од')).json()
  expect(await (await put(1, 'йод')).json()).toEqual(first)
  expect((await draft()).revision).toBe(1)
})

test('conflicts: a text that is stored already is pinned, and one beyond the limit is said not to be stored', async () => {
  const { attemptId, put, snapshots } = await writer()
  const { db } = app.services
  await put(0, 'one')
  await put(1, 'one two')
  expect((await (await put(0, 'one')).json()).kept).toBe(true)
  const pinned = db
    .selectFrom('draft_snapshot')
    .where('attempt_id', '=', attemptId)
    .where('pinned', '=', true)
  expect(await pinned.select('text').execute()).toEqual([{ text: 'one' }])
  await sql`insert into draft_snapshot (attempt_id, revision, text, words, reason, taken_at)
    select ${attemptId}, 1, 'lost ' || i, 2, 'conflict', now() from generate_series(2, ${CONFLICT_LIMITS.count}) i`.execute(
    db,
  )
  expect(await (await put(0, 'the last one')).json()).toEqual({ revision: 2, text: 'one two', kept: true })
  expect(await (await put(0, 'one too many')).json()).toEqual({ revision: 2, text: 'one two', kept: false })
  expect(await (await put(0, 'the last one')).json()).toMatchObject({ kept: true })
  expect((await (await put(0, ' — ')).json()).kept).toBe(true)
  expect((await snapshots()).map(({ text }) => text)).not.toContain('one too many')
})

test('writing is kept every five minutes', async () => {
  const { put, snapshots } = await writer()
  let revision = 0
  for (const seconds of [10, 100, 309, 310, 500, 612]) {
    app.setNow(after(seconds))
    expect((await put(revision, `text of second ${seconds}`)).status).toBe(200)
    revision += 1
  }
  expect(kinds(await snapshots())).toEqual([
    ['begin', 0, ''],
    ['writing', 1, 'text of second 10'],
    ['writing', 4, 'text of second 310'],
    ['writing', 6, 'text of second 612'],
  ])
})

test('what was there before everything was typed over is kept', async () => {
  const { put, snapshots } = await writer()
  await put(0, 'start')
  app.setNow(after(60))
  const long = 'Договор не подписан. '.repeat(20)
  await put(1, long)
  app.setNow(after(70))
  await put(2, 'oops')
  expect(kinds(await snapshots()).at(-1)).toEqual(['writing', 2, long])
})

test('the first page is the active one; another may save and is told that it is not', async () => {
  const { put, see, page } = await writer()
  const [phone, laptop] = [page(), page()]
  expect(await (await see(phone)).json()).toEqual({
    revision: 0,
    active: true,
    deadline: after(DEADLINE).toISOString(),
  })
  expect((await (await see(laptop)).json()).active).toBe(false)
  const saved = await (await put(0, 'from the laptop', laptop)).json()
  expect([saved.revision, saved.active]).toEqual([1, false])
  expect((await (await put(1, 'from the phone', phone)).json()).active).toBe(true)
  // A page that knows nothing of names goes on working.
  expect((await (await put(2, 'no name')).json()).revision).toBe(3)
})

test('a page that takes over becomes active at once and gets the text', async () => {
  const { put, see, page } = await writer()
  const [phone, laptop] = [page(), page()]
  await put(0, 'from the phone', phone)
  expect(await (await see(laptop, true)).json()).toMatchObject({
    revision: 1,
    active: true,
    text: 'from the phone',
  })
  expect((await (await see(phone)).json()).active).toBe(false)
})

test('a rival that was not seen for a minute is none; saving keeps a page alive', async () => {
  const { put, see, page } = await writer()
  const [phone, laptop] = [page(), page()]
  await see(phone)
  app.setNow(after(50))
  await put(0, 'still here', phone)
  app.setNow(after(110))
  expect((await (await see(laptop)).json()).active).toBe(false)
  app.setNow(after(111))
  expect((await (await see(laptop)).json()).active).toBe(true)
  expect((await (await put(1, 'back again', phone)).json()).active).toBe(false)
})

test('of many pages that open at once exactly one is active', async () => {
  const { see, page } = await writer()
  const answers = await Promise.all(Array.from({ length: 6 }, async () => (await see(page())).json()))
  expect(answers.filter(({ active }) => active)).toHaveLength(1)
})

test('presence never touches the text, and ends with the last call', async () => {
  const { put, see, page, draft } = await writer()
  await put(0, 'words')
  await see(page(), true)
  expect(await draft()).toMatchObject({ revision: 1, text: 'words' })
  app.setNow(after(LAST_CALL))
  expect((await see(page(), true)).status).toBe(200)
  app.setNow(after(LAST_CALL + 1))
  const over = await see(page())
  expect([over.status, await over.json()]).toEqual([423, { reason: 'closed' }])
})

test('after sign-out, and for somebody deactivated, a save is 401 and writes nothing', async () => {
  const { id, put, draft } = await writer()
  await app.services.db.updateTable('person').set({ deactivated_at: now }).where('id', '=', id).execute()
  expect((await put(0, 'deactivated')).status).toBe(401)
  await app.services.db.updateTable('person').set({ deactivated_at: null }).where('id', '=', id).execute()
  expect((await put(0, 'back')).status).toBe(200)
  await app.post('/sign-out', {}, { as: id })
  expect((await put(1, 'signed out')).status).toBe(401)
  expect((await draft()).text).toBe('back')
})

test('a save is one statement beside the session; presence too', async () => {
  const { put, see, page } = await writer()
  await put(0, 'first')
  const count = async (work: () => Promise<unknown>) => {
    app.queries.length = 0
    await work()
    return app.queries.length
  }
  expect(await count(() => put(1, 'second'))).toBe(2)
  const editor = page()
  expect(await count(() => see(editor))).toBe(2)
})
