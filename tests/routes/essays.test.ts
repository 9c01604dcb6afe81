import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedCohort } from '#db/seeds/cohort.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { seedPrompt } from '#db/seeds/prompt.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'

// The default of a cohort.
const GRACE_SECONDS = 120

// Day 5 of the cohort; the prompt opened on day 4 and is due on day 6.
const now = new Date('2026-11-24T04:00:00Z')
const minutes = (count: number) => new Date(now.getTime() + count * 60_000)

let app: TestApp
let cohortId: string
beforeAll(async () => {
  app = await openTestApp()
  cohortId = (await seedCohort(app.services.db, { start_date: '2026-11-20', now })).id
  await seedPrompt(app.services.db, 'case')
})
afterAll(() => app.close())

const attemptsOf = (personId: string) =>
  app.services.db.selectFrom('attempt').where('person_id', '=', personId).selectAll().execute()
const submissionsOf = (personId: string) =>
  app.services.db.selectFrom('submission').where('person_id', '=', personId).selectAll().execute()

async function writer() {
  app.setNow(now)
  const { id } = await seedPerson(app.services.db, { cohortId })
  const begun = await app.post('/essays/case', { language: 'ru', ownWork: 'on', ready: 'on' }, { as: id })
  expect(begun.headers.get('Location')).toBe('/essays/case/write')
  const [attempt] = await attemptsOf(id)
  if (!attempt) throw new Error('no attempt was begun')
  const put = (body: unknown, as: string | undefined = id) =>
    app.send(
      `/api/drafts/${attempt.id}`,
      {
        method: 'PUT',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { 'Content-Type': 'application/json' },
      },
      { as },
    )
  return { id, attempt, put }
}

test('opening the brief and the writing page starts no clock', async () => {
  app.setNow(now)
  const { id } = await seedPerson(app.services.db, { cohortId })
  expect((await app.get('/essays/case', { as: id })).status).toBe(200)
  expect((await app.get('/essays/case/write', { as: id })).headers.get('Location')).toBe('/essays/case')
  expect(await attemptsOf(id)).toHaveLength(0)
})

test('two tabs that begin at once get one attempt', async () => {
  app.setNow(now)
  const { id } = await seedPerson(app.services.db, { cohortId })
  const begin = () => app.post('/essays/case', { language: 'kk', ownWork: 'on', ready: 'on' }, { as: id })
  await Promise.all([begin(), begin(), begin()])
  expect(await attemptsOf(id)).toHaveLength(1)
})

test('a save is acknowledged with its revision and a receipt, in the normal form', async () => {
  const { attempt, put } = await writer()
  const answer = await put({ baseRevision: 0, text: 'и\u0306од\r\nдва' })
  expect(answer.status).toBe(200)
  expect(await answer.json()).toEqual({
    revision: 1,
    receipt: expect.stringMatching(new RegExp(`^${attempt.id}\\.1\\.`)),
    active: true,
    deadline: minutes(90).toISOString(),
  })
  const draft = await app.services.db
    .selectFrom('draft')
    .where('attempt_id', '=', attempt.id)
    .selectAll()
    .executeTakeFirst()
  expect(draft?.text).toBe('йод\nдва')
})

test('the same save sent twice is one revision; another text on an old base is 409 with the text that is there', async () => {
  const { put } = await writer()
  await put({ baseRevision: 0, text: 'first' })
  const again = await put({ baseRevision: 0, text: 'first' })
  expect([again.status, (await again.json()).revision]).toEqual([200, 1])
  const other = await put({ baseRevision: 0, text: 'second' })
  expect(other.status).toBe(409)
  expect(await other.json()).toEqual({ revision: 1, text: 'first', kept: true })
})

test('of many saves on one base exactly one is acknowledged', async () => {
  const { put } = await writer()
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, index) => put({ baseRevision: 0, text: `text ${index}` })),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)])
})

test('what cannot be stored is refused by its own status, never by 200', async () => {
  const { put } = await writer()
  const stranger = await seedPerson(app.services.db, { cohortId })
  expect((await put({ baseRevision: 0, text: 'ә'.repeat(100_001) })).status).toBe(413)
  expect((await put('{"baseRevision":0,"text":"\\ud800"}')).status).toBe(400)
  expect((await put({ baseRevision: 0, text: 'a\0' })).status).toBe(400)
  expect((await put('not json')).status).toBe(400)
  expect((await put({ baseRevision: 0, text: 'x' }, stranger.id)).status).toBe(404)
  expect(
    (await app.send('/api/drafts/no-id', { method: 'PUT', body: '{}' }, { as: stranger.id })).status,
  ).toBe(404)
  expect((await app.send('/api/drafts/no-id', { method: 'PUT', body: '{}' })).status).toBe(401)
})

test('texts are taken until the grace after the deadline is over; then 423 and the last text counts', async () => {
  const { id, put } = await writer()
  await put({ baseRevision: 0, text: 'in time' })
  app.setNow(new Date(minutes(90).getTime() + GRACE_SECONDS * 1000))
  expect((await put({ baseRevision: 1, text: 'in the grace' })).status).toBe(200)
  app.setNow(new Date(minutes(90).getTime() + GRACE_SECONDS * 1000 + 1))
  expect((await put({ baseRevision: 2, text: 'too late' })).status).toBe(423)
  expect((await app.get('/essays/case/write', { as: id })).headers.get('Location')).toBe(
    '/essays/case/receipt',
  )
  expect((await submissionsOf(id)).map(({ text }) => text)).toEqual(['in the grace'])
})

test('an attempt with an empty page closes without a submission and says so', async () => {
  const { id } = await writer()
  app.setNow(minutes(200))
  const page = await app.get('/essays/case', { as: id })
  expect(page.status).toBe(200)
  expect((await attemptsOf(id))[0]?.closed_by).toBe('deadline')
  expect(await submissionsOf(id)).toHaveLength(0)
})

test('handing in is once and for good: one submission, a receipt by mail, and no more saves', async () => {
  const { id, put } = await writer()
  const form = { text: 'one two\r\nthree', baseRevision: '0', intent: 'submit' }
  const answers = await Promise.all([
    app.post('/essays/case/write', form, { as: id }),
    app.post('/essays/case/write', form, { as: id }),
  ])
  for (const answer of answers) expect(answer.headers.get('Location')).toBe('/essays/case/receipt')
  const [submission, ...others] = await submissionsOf(id)
  expect(others).toEqual([])
  expect([submission?.text, submission?.words]).toEqual(['one two\nthree', 3])
  expect((await put({ baseRevision: 1, text: 'changed' })).status).toBe(423)
  expect(await (await app.get('/essays/case/receipt', { as: id })).text()).toContain(
    submission?.receipt_number,
  )
  const mails = await app.services.db.selectFrom('mail').where('person_id', '=', id).select('kind').execute()
  expect(mails).toEqual([{ kind: 'submitted' }])
})

test('without a script, words that come too late are shown again, never dropped', async () => {
  const { id } = await writer()
  app.setNow(minutes(200))
  for (const intent of ['save', 'review', 'submit']) {
    const form = { text: 'LATE WORDS', baseRevision: '0', intent }
    const late = await app.post('/essays/case/write', form, { as: id })
    expect([intent, late.status]).toEqual([intent, 423])
    expect(await late.text()).toContain('LATE WORDS')
  }
  // What the server held counts: an empty page, so there is nothing to mark.
  expect(await submissionsOf(id)).toEqual([])
})

test('a list that is read before the closing job leads to a page that is there', async () => {
  const { id, put } = await writer()
  await put({ baseRevision: 0, text: 'in time' })
  app.setNow(minutes(200))
  const list = await (await app.get('/essays', { as: id })).text()
  const [, href = ''] = /class="btn[^"]*" href="(\/essays\/case\/[a-z]+)"/.exec(list) ?? []
  const page = await app.send(href, {}, { as: id, redirect: 'follow' })
  expect([page.status, new URL(page.url).pathname]).toEqual([200, '/essays/case/receipt'])
})

test('without a script: an empty essay is refused and a conflict shows both texts', async () => {
  const { id, put } = await writer()
  const empty = await app.post(
    '/essays/case/write',
    { text: ' ', baseRevision: '0', intent: 'review' },
    { as: id },
  )
  expect(empty.status).toBe(400)
  // The blank page was saved as revision 1.
  await put({ baseRevision: 1, text: 'from the other device' })
  const conflict = await app.post(
    '/essays/case/write',
    { text: 'mine', baseRevision: '1', intent: 'save' },
    { as: id },
  )
  expect(conflict.status).toBe(409)
  const page = await conflict.text()
  expect(page).toContain('from the other device')
  expect(page).toContain('mine')
})

test('pages and one autosave keep to their statements', async () => {
  const { id, put } = await writer()
  const count = async (work: () => Promise<unknown>) => {
    app.queries.length = 0
    await work()
    return app.queries.length
  }
  expect(await count(() => app.get('/essays', { as: id }))).toBeLessThanOrEqual(3)
  expect(await count(() => app.get('/essays/case', { as: id }))).toBeLessThanOrEqual(3)
  expect(await count(() => app.get('/essays/case/write', { as: id }))).toBeLessThanOrEqual(3)
  // The first save of five minutes also takes a snapshot.
  await put({ baseRevision: 0, text: 'first' })
  expect(await count(() => put({ baseRevision: 1, text: 'counted' }))).toBeLessThanOrEqual(3)
})
