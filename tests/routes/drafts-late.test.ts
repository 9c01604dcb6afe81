import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'
import { after, beginWriting, DEADLINE, kinds, LAST_CALL, seedWriting } from '#tests/setup/writers.ts'

let app: TestApp
let cohortId: string
beforeAll(async () => {
  app = await openTestApp()
  cohortId = await seedWriting(app)
})
afterAll(() => app.close())

const writer = () => beginWriting(app, cohortId)

test('words after the last call are kept for staff, the same words once, and the server closes', async () => {
  const { put, lateCopies, submissions, snapshots } = await writer()
  await put(0, 'in time')
  app.setNow(after(LAST_CALL + 1))
  for (let time = 0; time < 3; time++) {
    const late = await put(1, 'in time and more')
    expect([late.status, await late.json()]).toEqual([423, { reason: 'closed', kept: true }])
  }
  await Promise.all([put(1, 'other words'), put(1, 'other words')])
  expect((await lateCopies()).map(({ text }) => text).sort()).toEqual(['in time and more', 'other words'])
  expect((await submissions()).map(({ text }) => text)).toEqual(['in time'])
  expect(kinds(await snapshots()).at(-1)).toEqual(['close', 1, 'in time'])
})

test('what counts is no late copy, nor is an empty page', async () => {
  const { put, lateCopies } = await writer()
  await put(0, 'in time')
  app.setNow(after(LAST_CALL + 1))
  expect((await put(1, 'in time')).status).toBe(200)
  const empty = await put(1, '  ')
  expect([empty.status, (await empty.json()).kept]).toEqual([423, false])
  expect(await lateCopies()).toEqual([])
})

test('an essay that was handed in takes no late copy', async () => {
  const { id, put, lateCopies } = await writer()
  await app.post('/essays/case/write', { text: 'done', baseRevision: '0', intent: 'submit' }, { as: id })
  for (const seconds of [60, LAST_CALL + 60]) {
    app.setNow(after(seconds))
    const answer = await put(1, 'done, but')
    expect([answer.status, await answer.json()]).toEqual([423, { reason: 'closed', kept: false }])
  }
  expect(await lateCopies()).toEqual([])
})

test('every device that was away is heard, but no page can fill the disk', async () => {
  const { put, lateCopies } = await writer()
  app.setNow(after(LAST_CALL + 1))
  for (let copy = 0; copy < 52; copy++) await put(0, `copy ${copy}`)
  expect(await lateCopies()).toHaveLength(50)
})

test('without a script, words after the end are kept for staff and shown again', async () => {
  const { id, put, lateCopies } = await writer()
  await put(0, 'in time')
  app.setNow(after(LAST_CALL + 1))
  for (const intent of ['save', 'review', 'submit']) {
    const form = { text: `late ${intent}`, baseRevision: '1', intent }
    const late = await app.post('/essays/case/write', form, { as: id })
    expect(late.status).toBe(423)
    const page = await late.text()
    expect(page).toContain(`late ${intent}`)
    expect(page).toContain('сотрудники академии решат')
  }
  expect((await lateCopies()).map(({ text }) => text).sort()).toEqual([
    'late review',
    'late save',
    'late submit',
  ])
})

test('without a script, words that come after handing in are shown again, and said not to be kept', async () => {
  const { id } = await writer()
  const form = { text: 'done', baseRevision: '0', intent: 'submit' }
  await app.post('/essays/case/write', form, { as: id })
  const again = await app.post('/essays/case/write', { ...form, text: 'other' }, { as: id })
  const page = await again.text()
  expect([again.status, page.includes('other')]).toEqual([423, true])
  expect(page).not.toContain('сотрудники академии решат')
})

test('the closing job closes an attempt that nobody looks at, and waits where the deadline was moved', async () => {
  const { attemptId, put, submissions } = await writer()
  await put(0, 'in time')
  const { db } = app.services
  const runNow = () =>
    sql`update graphile_worker._private_jobs set run_at = now() where key = ${`close:${attemptId}`}`.execute(
      db,
    )
  // Staff gave half an hour more; the job comes at its old time.
  await db
    .updateTable('attempt')
    .set({ deadline_at: after(DEADLINE + 1800) })
    .where('id', '=', attemptId)
    .execute()
  app.setNow(after(LAST_CALL + 1))
  await runNow()
  await app.drain()
  expect(await submissions()).toEqual([])
  app.setNow(after(LAST_CALL + 1801))
  await runNow()
  await app.drain()
  expect((await submissions()).map(({ text }) => text)).toEqual(['in time'])
})

test('handing in: a text on a stale base overwrites nothing of the other device, and nothing is handed in', async () => {
  const { id, put, draft, submissions } = await writer()
  await put(0, 'one')
  await put(1, 'from the other device')
  const form = { text: 'on a stale base', baseRevision: '1', intent: 'submit' }
  const refused = await app.post('/essays/case/write', form, { as: id })
  const page = await refused.text()
  expect([refused.status, page.includes('on a stale base'), page.includes('from the other device')]).toEqual([
    409,
    true,
    true,
  ])
  expect(await draft()).toMatchObject({ revision: 2, text: 'from the other device' })
  expect(await submissions()).toEqual([])
})

test('handing in: after the last call only what the server holds counts', async () => {
  const { id, put, draft, submissions } = await writer()
  await put(0, 'in time')
  app.setNow(after(LAST_CALL + 1))
  const form = { text: 'in time, and more', baseRevision: '1', intent: 'submit' }
  expect((await app.post('/essays/case/write', form, { as: id })).status).toBe(423)
  expect((await submissions()).map(({ text }) => text)).toEqual(['in time'])
  expect(await draft()).toMatchObject({ revision: 1, text: 'in time' })
})

test('late copies: words that were saved while nobody heard the answer are on the server, and no late copy', async () => {
  const { put, lateCopies, submissions } = await writer()
  await put(0, 'in time')
  // The device never got this answer, and sends the same words after the end.
  await put(1, 'in time, without a line')
  app.setNow(after(LAST_CALL + 1))
  expect((await put(1, 'in time, without a line')).status).toBe(200)
  expect(await lateCopies()).toEqual([])
  await app.drain()
  app.setNow(after(LAST_CALL + 2))
  await put(1, 'other words')
  expect((await submissions()).map(({ text }) => text)).toEqual(['in time, without a line'])
})
