import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RECEIPT_BATCH } from '#app/features/essays/queries/receipts.server.ts'
import { receiptFor, textHash } from '#app/features/essays/receipt.server.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { seedSubmission } from '#db/seeds/submissions.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'
import { after, beginWriting, LAST_CALL, now, seedWriting } from '#tests/setup/writers.ts'

let app: TestApp
let cohortId: string
beforeAll(async () => {
  app = await openTestApp()
  cohortId = await seedWriting(app)
})
afterAll(() => app.close())

const writer = () => beginWriting(app, cohortId)
type Writer = Awaited<ReturnType<typeof writer>>

// Each check comes from an address of its own, so that no limit stands in the way.
let hosts = 0
const from = () => ({ 'X-Forwarded-For': `10.1.${hosts >> 8}.${hosts++ & 255}`, 'Accept-Language': 'en' })
async function check(receipt: string, text = '', headers = from()) {
  const answer = await app.post('/verify', { receipt, text }, { headers })
  return { status: answer.status, page: await answer.text() }
}

async function saved(who: Writer, baseRevision: number, text: string): Promise<string> {
  return (await (await who.put(baseRevision, text)).json()).receipt
}
const submit = (who: Writer, text: string, baseRevision: number) =>
  app.post(
    '/essays/case/write',
    { text, baseRevision: String(baseRevision), intent: 'submit' },
    { as: who.id },
  )

test('a receipt of a save is genuine, for anybody, and says what it covers', async () => {
  const who = await writer()
  const receipt = await saved(who, 0, 'сот шешімі')
  const { status, page } = await check(receipt)
  expect(status).toBe(200)
  for (const words of ['The receipt is genuine', 'Case', '24\u00a0November 2026, 09:00 (Almaty time, UTC+5)'])
    expect(page).toContain(words)
  expect(page).toContain(createHash('sha256').update('сот шешімі').digest('hex'))
  expect(page).toMatch(/hold this text unchanged\?<\/dt><dd[^>]*>yes</)
  expect(page).toMatch(/Handed in<\/dt><dd[^>]*>no</)
})

test('a check never says whose the text is, nor what it says', async () => {
  const who = await writer()
  const { name, email } = await app.services.db
    .selectFrom('person')
    .where('id', '=', who.id)
    .select(['name', 'email'])
    .executeTakeFirstOrThrow()
  const receipt = await saved(who, 0, 'құпия мәтін')
  await submit(who, 'құпия мәтін', 1)
  const number = (await who.submissions())[0]?.receipt ?? ''
  const pages = [
    (await check(receipt)).page,
    (await check(number)).page,
    await (await app.get(`/verify/${number}`, { headers: from() })).text(),
  ]
  for (const page of pages) {
    expect(page).toContain('genuine')
    for (const secret of [name, email, who.id, 'құпия']) expect(page).not.toContain(secret)
  }
})

test('a text that was written over is not held any more, and the receipt stays genuine', async () => {
  const who = await writer()
  await saved(who, 0, 'first words')
  const second = await saved(who, 1, 'second words')
  await saved(who, 2, 'third words')
  const { page } = await check(second)
  expect(page).toContain('The receipt is genuine')
  expect(page).toContain('no, the text was changed later')
})

test('a receipt says whether its text was handed in, with the number', async () => {
  const who = await writer()
  const receipt = await saved(who, 0, 'the text')
  await submit(who, 'the text', 1)
  const number = (await who.submissions())[0]?.receipt ?? ''
  expect((await check(receipt)).page).toContain(`yes, receipt number ${number}, 24\u00a0November 2026`)
})

test('a pasted text is compared after it was brought into its form', async () => {
  const who = await writer()
  const receipt = await saved(who, 0, 'йод\nдва')
  expect((await check(receipt, 'и\u0306од\r\nдва')).page).toContain('exactly the text')
  const other = await check(receipt, 'йод\nдва ')
  expect([other.status, other.page.includes('is not the text of the receipt')]).toEqual([200, true])
  const broken = await check(receipt, 'a\0')
  expect([broken.status, broken.page.includes('cannot be stored')]).toEqual([400, true])
  expect((await check(receipt, 'ә'.repeat(100_001))).status).toBe(400)
})

test('forged, cut and altered receipts are refused in words, and what was typed stays', async () => {
  const who = await writer()
  const receipt = await saved(who, 0, 'words')
  const facts = { attemptId: who.attemptId, revision: 9, sha256: textHash('words'), savedAt: now }
  const bad: [string, RegExp][] = [
    [receipt.slice(0, -1), /not a whole receipt/],
    [receipt.slice(1), /not a whole receipt/],
    ['a receipt', /not a whole receipt/],
    ['', /id="receipt-error"/],
    [receipt.replace('.1.', '.2.'), /not genuine/],
    [receipt.replace('2026-11-24', '2026-11-23'), /not genuine/],
    [receiptFor(facts, 'another secret, not the one of the server'), /not genuine/],
  ]
  for (const [text, words] of bad) {
    const { status, page } = await check(text)
    expect([text, status]).toEqual([text, 400])
    expect(page).toMatch(words)
    if (text) expect(page).toContain(`>${text}</textarea>`)
  }
})

test('a receipt of an attempt that was erased is genuine and says so', async () => {
  const facts = { attemptId: '00000000-0000-4000-8000-000000000000', revision: 1, savedAt: now }
  const receipt = receiptFor({ ...facts, sha256: textHash('x') }, app.services.env.SESSION_SECRET)
  const { status, page } = await check(receipt)
  expect([status, page.includes('no longer on the server')]).toEqual([200, true])
})

test('the number of a submission is checked by its own address, typed in any way; a wrong one is 404', async () => {
  const who = await writer()
  await submit(who, 'handed in', 0)
  const [submission] = await who.submissions()
  const number = submission?.receipt ?? ''
  const ask = async (typed: string) => {
    const answer = await app.get(`/verify/${encodeURIComponent(typed)}`, { headers: from() })
    return { status: answer.status, page: await answer.text() }
  }
  const found = await ask(number)
  expect([found.status, found.page.includes(submission?.sha256 ?? '?')]).toEqual([200, true])
  expect((await ask(` ${number.toLowerCase()} `)).status).toBe(200)
  const typo = await ask(number.replace(/-(.)/, (_, sign) => `-${sign === 'K' ? 'M' : 'K'}`))
  expect([typo.status, typo.page.includes('mistake in this number')]).toEqual([404, true])
  for (const nothing of ['2026-222222-N', 'R-1', "'", '%00'])
    expect([nothing, (await ask(nothing)).status]).toEqual([nothing, 404])
  expect((await check(number, 'handed in')).page).toContain('exactly the text')
})

test('the essays of the demo have numbers that can be checked', async () => {
  const { db } = app.services
  const { id: personId } = await seedPerson(db, { cohortId })
  const given = { personId, cohortId, promptSlug: 'case', locale: 'ru' as const, text: 'x', submittedAt: now }
  const id = await seedSubmission(db, given)
  const row = await db.selectFrom('submission').where('id', '=', id).selectAll().executeTakeFirstOrThrow()
  expect((await app.get(`/verify/${row.receipt_number}`, { headers: from() })).status).toBe(200)
})

test('whoever checks too much waits, others do not', async () => {
  const headers = { 'X-Forwarded-For': '10.9.9.9', 'Accept-Language': 'en' }
  for (let times = 0; times < 100; times++) await app.services.limits.verify.spend('10.9.9.9')
  const refused = await check('some receipt', '', headers)
  expect([refused.status, refused.page.includes('Too many checks')]).toEqual([429, true])
  expect(refused.page).toContain('>some receipt</textarea>')
  expect((await app.get('/verify/2026-222222-N', { headers })).status).toBe(429)
  expect((await check('some receipt')).status).toBe(400)
})

test('every receipt of the downloaded file is genuine, and the head says how to check it', async () => {
  const who = await writer()
  app.setNow(after(10))
  const first = await saved(who, 0, 'one two three')
  app.setNow(after(320))
  const second = await saved(who, 1, 'one two three four')
  await who.put(0, 'lost in a conflict')
  await submit(who, 'one two three four five', 2)
  const answer = await app.get('/essays/case/receipts.txt', { as: who.id })
  expect(answer.headers.get('Content-Type')).toBe('text/plain; charset=utf-8')
  expect(answer.headers.get('Content-Disposition')).toContain('attachment; filename="alqa-receipts-case.txt"')
  const file = await answer.text()
  const receipts = file.split('\n').filter((line) => line.startsWith(who.attemptId))
  expect(receipts).toEqual(expect.arrayContaining([first, second]))
  // Two of writing, the one of the close, and the last saved.
  expect(receipts).toHaveLength(4)
  for (const receipt of receipts) expect((await check(receipt)).page).toContain('The receipt is genuine')
  const [submission] = await who.submissions()
  expect(file).toContain(`/verify/${submission?.receipt}`)
  expect(file).toContain(submission?.sha256)
  expect(file).toContain('Чтобы проверить квитанцию')
  expect(file).not.toContain(textHash('lost in a conflict'))
})

test('receipts.txt: hundreds of long texts, eight times at once, are read in batches and never as texts', async () => {
  const who = await writer()
  await saved(who, 0, 'the last one')
  const { db } = app.services
  const COUNT = 450
  await sql`insert into draft_snapshot (attempt_id, revision, text, words, reason, taken_at)
    select ${who.attemptId}, i, i || repeat(' сот', 21000), 21001, 'restore', ${after(5)}::timestamptz + i / 10 * interval '1 microsecond'
    from generate_series(1, ${COUNT}) i`.execute(db)
  app.queries.length = 0
  const held = () => process.memoryUsage().heapUsed + process.memoryUsage().external
  globalThis.gc?.()
  const before = held()
  let most = before
  const sampling = setInterval(() => {
    most = Math.max(most, held())
  }, 5)
  const files = await Promise.all(
    Array.from({ length: 8 }, async () =>
      (await app.get('/essays/case/receipts.txt', { as: who.id })).text(),
    ),
  )
  clearInterval(sampling)
  for (const file of files) {
    const revisions = file
      .split('\n')
      .filter((line) => line.startsWith(who.attemptId))
      .map((line) => Number(line.split('.')[1]))
    expect(new Set(revisions).size).toBe(COUNT)
    expect(revisions).toHaveLength(COUNT + 2)
  }
  expect(files[0]).toContain(textHash(`450${' сот'.repeat(21_000)}`))
  const batches = app.queries.filter(
    (statement) => statement.includes('sha256(convert_to') && statement.includes('limit'),
  )
  expect(batches).toHaveLength(8 * Math.ceil((COUNT + 2) / RECEIPT_BATCH))
  // The texts alone are 8 × 66 MB.
  expect(most - before).toBeLessThan(200_000_000)
})

test('late words have no receipt', async () => {
  const who = await writer()
  await saved(who, 0, 'in time')
  app.setNow(after(LAST_CALL + 1))
  const late = await (await who.put(1, 'too late')).json()
  expect(late.receipt).toBe(undefined)
  const file = await (await app.get('/essays/case/receipts.txt', { as: who.id })).text()
  expect(file).not.toContain(textHash('too late'))
})
