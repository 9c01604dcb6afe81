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
