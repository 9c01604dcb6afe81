import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BODY_LIMIT } from '#app/platform/http/body-limits.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'
import { beginWriting, seedWriting } from '#tests/setup/writers.ts'

let app: TestApp
let cohortId: string
beforeAll(async () => {
  app = await openTestApp()
  cohortId = await seedWriting(app)
})
afterAll(() => app.close())

const writer = () => beginWriting(app, cohortId)

const NUL = '\\u0000'
const bodies: [name: string, body: string | Uint8Array<ArrayBuffer>, status: number][] = [
  ['no JSON', 'no json', 400],
  ['an empty body', '', 400],
  ['JSON of another shape', '[]', 400],
  ['no text', '{"baseRevision":0}', 400],
  ['a text that is no text', '{"baseRevision":0,"text":5}', 400],
  ['a base below zero', '{"baseRevision":-1,"text":"x"}', 400],
  ['a base that is no number of a revision', '{"baseRevision":1.5,"text":"x"}', 400],
  ['a base that no database holds', '{"baseRevision":2147483648,"text":"x"}', 400],
  ['half a character', '{"baseRevision":0,"text":"\\ud800"}', 400],
  ['NUL', `{"baseRevision":0,"text":"a${NUL}"}`, 400],
  ['NUL in the name of the page', `{"baseRevision":0,"text":"x","editor":"a${NUL}"}`, 400],
  ['a name of the page that is too long', `{"baseRevision":0,"text":"x","editor":"${'e'.repeat(65)}"}`, 400],
  ['bytes that are not UTF-8', Buffer.from('{"baseRevision":0,"text":"\xff\xfe"}', 'latin1'), 400],
  ['half a letter at the end of its bytes', Buffer.from('{"baseRevision":0,"text":"\xd0"}', 'latin1'), 400],
  ['a text over 200 kB', JSON.stringify({ baseRevision: 0, text: 'ә'.repeat(100_001) }), 413],
  ['a body over 600 kB', JSON.stringify({ baseRevision: 0, text: 'x'.repeat(600_001) }), 413],
  ['a body over a megabyte', JSON.stringify({ baseRevision: 0, text: 'x'.repeat(1_100_000) }), 413],
]
test.each(bodies)('%s is refused by its status, as JSON, and saves nothing', async (_name, body, status) => {
  const { send, draft } = await writer()
  const answer = await send('PUT', body)
  expect([answer.status, await answer.json()]).toEqual([
    status,
    { reason: status === 413 ? 'too_large' : 'broken' },
  ])
  expect(await draft()).toMatchObject({ revision: 0, text: '' })
})

test('a body that grows over a megabyte without saying so is refused as JSON too', async () => {
  const { id, address, draft } = await writer()
  const body = new Blob([JSON.stringify({ baseRevision: 0, text: 'x'.repeat(1_100_000) })]).stream()
  const headers = { 'Content-Type': 'application/json' }
  const answer = await app.send(address, { method: 'PUT', body, headers, duplex: 'half' } as RequestInit, {
    as: id,
  })
  expect([answer.status, await answer.json()]).toEqual([413, { reason: 'too_large' }])
  expect(await draft()).toMatchObject({ revision: 0, text: '' })
})

test('a write from elsewhere is refused as JSON; a form that wants a page gets one', async () => {
  const { address, send } = await writer()
  const foreign = await send('PUT', '{"baseRevision":0,"text":"x"}', { 'Sec-Fetch-Site': 'cross-site' })
  expect([foreign.status, await foreign.json()]).toEqual([403, { reason: 'forbidden' }])
  const body = 'x'.repeat(BODY_LIMIT + 1)
  const page = await app.send(address, { method: 'POST', body, headers: { Accept: 'text/html,*/*;q=0.8' } })
  expect([page.status, page.headers.get('Content-Type')]).toEqual([413, 'text/html; charset=utf-8'])
})

test('a text of exactly 200 kB, spelled in the longest way, is saved', async () => {
  const { send, draft } = await writer()
  const body = `{"baseRevision":0,"text":"${'\\u04d9'.repeat(99_000)}"}`
  expect((await send('PUT', body)).status).toBe(200)
  expect((await draft()).text).toBe('ә'.repeat(99_000))
})

test('a hundred thousand combining marks are judged at once', async () => {
  const { put, draft } = await writer()
  const began = performance.now()
  const marks = `a${'\u0316\u0301'.repeat(49_990)}`
  expect((await put(0, marks)).status).toBe(200)
  expect((await put(1, `a${'\u0301'.repeat(100_000)}`)).status).toBe(413)
  expect(performance.now() - began).toBeLessThan(3_000)
  expect((await draft()).text).toBe(marks)
})

test('line breaks of every kind become LF, once for all', async () => {
  const { put, draft } = await writer()
  await put(0, 'one\r\ntwo\rthree\n')
  expect((await draft()).text).toBe('one\ntwo\nthree\n')
  // The same text in the other spelling is the same text.
  expect((await (await put(0, 'one\ntwo\nthree\n')).json()).revision).toBe(1)
})

test('a packed body is unpacked; what unpacks to too much, or not at all, is refused', async () => {
  const { send, draft } = await writer()
  const packed = (text: string) => new Uint8Array(gzipSync(JSON.stringify({ baseRevision: 0, text })))
  const gzip = { 'Content-Encoding': 'gzip' }
  expect((await send('PUT', packed('упаковано'), gzip)).status).toBe(200)
  expect((await draft()).text).toBe('упаковано')
  expect((await send('PUT', packed('x'.repeat(50_000_000)), gzip)).status).toBe(413)
  expect((await send('PUT', '{"baseRevision":1,"text":"x"}', gzip)).status).toBe(400)
  expect((await send('PUT', packed('x'), { 'Content-Encoding': 'br' })).status).toBe(400)
})

test('an attempt that was erased between two saves takes no more, and says so', async () => {
  const { attemptId, put } = await writer()
  expect((await put(0, 'one')).status).toBe(200)
  await app.services.db.deleteFrom('attempt').where('id', '=', attemptId).execute()
  const answer = await put(1, 'two')
  expect([answer.status, await answer.json()]).toEqual([423, { reason: 'closed', kept: false }])
})

test('only PUT and POST are there, and every refusal is JSON with its reason', async () => {
  const { id, address, send } = await writer()
  const stranger = await seedPerson(app.services.db, { cohortId })
  const admin = await seedPerson(app.services.db, { role: 'admin' })
  for (const method of ['PATCH', 'DELETE']) {
    const answer = await send(method, '{}')
    expect([answer.status, answer.headers.get('Allow')]).toEqual([405, 'PUT, POST'])
  }
  expect((await app.get(address, { as: id })).status).toBe(405)
  const body = JSON.stringify({ baseRevision: 0, text: 'x', editor: 'e', takeOver: true })
  for (const method of ['PUT', 'POST']) {
    const ask = async (where: string, as?: string) => {
      const answer = await app.send(where, { method, body }, as ? { as } : {})
      return [answer.status, (await answer.json()).reason]
    }
    expect(await ask(address)).toEqual([401, 'signed_out'])
    expect(await ask(address, stranger.id)).toEqual([404, 'not_found'])
    expect(await ask(address, admin.id)).toEqual([403, 'forbidden'])
    expect(await ask('/api/drafts/no-id', id)).toEqual([404, 'not_found'])
    expect(await ask('/api/drafts/00000000-0000-4000-8000-000000000000', id)).toEqual([404, 'not_found'])
  }
  expect((await send('POST', '{"editor":"e"}')).status).toBe(400)
  expect((await send('POST', '{"editor":"","takeOver":false}')).status).toBe(400)
})
