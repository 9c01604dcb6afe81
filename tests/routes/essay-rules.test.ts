import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedCohort } from '#db/seeds/cohort.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { seedPrompt } from '#db/seeds/prompt.ts'
import { seedAllowance } from '#db/seeds/writing.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'
import { sentMails } from '#tests/setup/mails.ts'

// Day 5 of the cohort. Every prompt opened on day 4; "two" and "hard" are due on day 6 at 23:59 and cut off on day 7.
const now = new Date('2026-11-24T04:00:00Z')
const DUE = new Date('2026-11-25T18:59:00Z')
const CUT_OFF = new Date('2026-11-26T18:59:00Z')
const after = (at: Date, minutes: number) => new Date(at.getTime() + minutes * 60_000)

let app: TestApp
let cohortId: string
let admin: string
beforeAll(async () => {
  app = await openTestApp()
  const { db } = app.services
  cohortId = (await seedCohort(db, { start_date: '2026-11-20', now, grace_seconds: 0 })).id
  admin = (await seedPerson(db, { role: 'admin' })).id
  await seedPrompt(db, 'two', { cut_off_day: 7, attempts: 2 })
  await seedPrompt(db, 'hard', { words_min: 3, words_max: 5, words_rule: 'hard' })
})
afterAll(() => app.close())

const form = { language: 'kk', ownWork: 'on', ready: 'on' }
const begin = (id: string, slug: string, given: Record<string, string> = {}) =>
  app.post(`/essays/${slug}`, { ...form, ...given }, { as: id })
const submit = (id: string, slug: string, text: string, baseRevision = '0') =>
  app.post(`/essays/${slug}/write`, { text, baseRevision, intent: 'submit' }, { as: id })
const page = async (id: string, address: string) => (await app.get(address, { as: id })).text()

async function participant(locale: 'ru' | 'en' = 'en') {
  app.setNow(now)
  return seedPerson(app.services.db, { cohortId, locale })
}
const attemptsOf = (personId: string) =>
  app.services.db
    .selectFrom('attempt')
    .where('person_id', '=', personId)
    .orderBy('number')
    .selectAll()
    .execute()
const submissionsOf = (personId: string) =>
  app.services.db
    .selectFrom('submission')
    .where('person_id', '=', personId)
    .orderBy('submitted_at')
    .select(['text', 'late', 'receipt_number as receipt'])
    .execute()

test('who does not state that the work is her own does not begin; what was chosen stays', async () => {
  const { id } = await participant()
  const answer = await app.post('/essays/two', { language: 'kk', ready: 'on' }, { as: id })
  expect(answer.status).toBe(400)
  const html = await answer.text()
  expect(html).toContain('id="ownWork-error"')
  expect(html).not.toContain('id="ready-error"')
  expect(html).toMatch(/<input type="radio"[^>]*value="kk"[^>]*checked=""|checked=""[^>]*value="kk"/)
  expect(html).toMatch(/<input[^>]*id="ready"[^>]*checked=""/)
  expect(await attemptsOf(id)).toEqual([])
  expect((await begin(id, 'two')).headers.get('Location')).toBe('/essays/two/write')
  expect(await attemptsOf(id)).toMatchObject([{ own_work_at: now, locale: 'kk', from_attempt_id: null }])
})

test('extra minutes lengthen the writing time, and the newest decision is the one that counts', async () => {
  const { id } = await participant()
  const allowed = { personId: id, cohortId, promptSlug: 'two', by: admin }
  await seedAllowance(app.services.db, { ...allowed, extraMinutes: 60, at: after(now, -60) })
  await seedAllowance(app.services.db, { ...allowed, extraMinutes: 25, at: after(now, -5) })
  const brief = await page(id, '/essays/two')
  expect(brief).toContain('115 minutes from the moment you begin')
  expect(brief).toContain('Of these, 25 minutes were allowed to you')
  await begin(id, 'two')
  expect((await attemptsOf(id))[0]?.deadline_at).toEqual(after(now, 115))
})

test('after the due time one may begin until the cut-off, is told so first, and the flag is on everything', async () => {
  const { id, email } = await participant()
  app.setNow(after(DUE, 60))
  expect(await page(id, '/essays')).toContain(
    'accepted as late until 26\u00a0November, 23:59 (Almaty time, UTC+5)',
  )
  expect(await page(id, '/essays/two')).toContain('but the essay will be marked as late')
  await begin(id, 'two')
  const review = { text: 'one two three', baseRevision: '0', intent: 'review' }
  expect(await (await app.post('/essays/two/write', review, { as: id })).text()).toContain(
    'the essay will be marked as late',
  )
  await submit(id, 'two', 'one two three', '1')
  expect(await submissionsOf(id)).toMatchObject([{ late: true }])
  expect(await page(id, '/essays/two/receipt')).toContain('It came after the due time and is marked as late.')
  await app.drain()
  const [mail] = await sentMails(app, email)
  expect(mail?.text).toContain('was received on 26\u00a0November, 00:59 (Almaty time, UTC+5)')
  expect(mail?.text).toContain('It came after the due time and is marked as late.')

  const { id: never } = await participant()
  app.setNow(CUT_OFF)
  expect((await begin(never, 'two')).status).toBe(409)
})

test('in time nothing is flagged, and the receipt names number, words, time and zone', async () => {
  const { id, email } = await participant()
  await begin(id, 'two')
  await submit(id, 'two', 'one two three')
  const [submission] = await submissionsOf(id)
  expect(submission?.late).toBe(false)
  const receipt = await page(id, '/essays/two/receipt')
  expect(receipt).toContain(submission?.receipt)
  expect(receipt).toContain('24\u00a0November, 09:00 (Almaty time, UTC+5)')
  expect(receipt).not.toContain('marked as late')
  await app.drain()
  const [mail] = await sentMails(app, email)
  expect(mail?.text).toContain(`Receipt number: ${submission?.receipt}`)
  expect(mail?.text).toContain('Words: 3')
  expect(mail?.text).not.toContain('late')
})

test('a writing time that only ends after the due time is told before it begins', async () => {
  const { id } = await participant()
  app.setNow(after(DUE, -30))
  expect(await page(id, '/essays/two')).toContain('Your time would end later')
  await begin(id, 'two')
  await submit(id, 'two', 'one two three')
  expect(await submissionsOf(id)).toMatchObject([{ late: false }])
})

test('a due time of her own moves due and cut-off: not late before it, the attempt ends with it', async () => {
  const { id } = await participant()
  const dueAt = after(CUT_OFF, 60)
  const allowed = { personId: id, cohortId, promptSlug: 'two', by: admin }
  await seedAllowance(app.services.db, { ...allowed, dueAt })
  app.setNow(after(CUT_OFF, 10))
  const brief = await page(id, '/essays/two')
  expect(brief).toContain('due by 27\u00a0November, 00:59 (Almaty time, UTC+5)')
  expect(brief).not.toContain('marked as late')
  await begin(id, 'two')
  expect((await attemptsOf(id))[0]?.deadline_at).toEqual(dueAt)
  await submit(id, 'two', 'one two three')
  expect(await submissionsOf(id)).toMatchObject([{ late: false }])
})

test('a second attempt starts from the text that counted of the first, or from an empty page', async () => {
  for (const [start, text] of [
    ['earlier', 'one two three'],
    ['blank', ''],
  ] as const) {
    const { id } = await participant()
    await begin(id, 'two')
    await submit(id, 'two', 'one two three')
    const brief = await page(id, '/essays/two')
    expect(brief).toContain('Attempt 2 of 2')
    // The language of the first attempt is offered for the second.
    expect(brief).toMatch(/<input type="radio"[^>]* name="language"[^>]*checked=""[^>]*value="kk"/)
    await begin(id, 'two', { start })
    const [first, second] = await attemptsOf(id)
    expect(second).toMatchObject({ number: 2, from_attempt_id: start === 'earlier' ? first?.id : null })
    const draft = await app.services.db
      .selectFrom('draft')
      .where('attempt_id', '=', second?.id ?? '')
      .select(['text', 'revision'])
      .executeTakeFirst()
    expect(draft).toEqual({ text, revision: 0 })
    await submit(id, 'two', 'four five six seven')
    expect((await submissionsOf(id)).map((one) => one.text)).toEqual(['one two three', 'four five six seven'])
    expect(await page(id, '/essays/two')).not.toContain('id="begin"')
    expect((await begin(id, 'two')).status).toBe(409)
  }
})

test('a choice that is none is refused beside its field', async () => {
  const { id } = await participant()
  await begin(id, 'two')
  await submit(id, 'two', 'one two three')
  const answer = await begin(id, 'two', { start: 'somebody else’s' })
  expect(answer.status).toBe(400)
  expect(await answer.text()).toContain('id="start-error"')
})

test('hard limits refuse the participant beside her text, which is saved; the closing takes it as it is', async () => {
  const { id } = await participant()
  await begin(id, 'hard')
  expect(await page(id, '/essays/hard')).not.toContain('id="begin"')
  for (const [intent, revision] of [
    ['review', '0'],
    ['submit', '1'],
  ] as const) {
    const sent = { text: 'one two', baseRevision: revision, intent }
    const answer = await app.post('/essays/hard/write', sent, { as: id })
    expect([intent, answer.status]).toEqual([intent, 400])
    const html = await answer.text()
    expect(html).toContain('2 words are here, and at least 3 are needed: 1 word is missing')
    expect(html).toContain('one two</textarea>')
  }
  const long = await submit(id, 'hard', '1 2 3 4 5 6 7', '1')
  expect(long.status).toBe(400)
  expect(await long.text()).toContain('7 words are here, and at most 5 are allowed: 2 words are too many')
  expect(await submissionsOf(id)).toEqual([])
  app.setNow(after(now, 91))
  await app.drain()
  await page(id, '/essays/hard')
  expect(await submissionsOf(id)).toMatchObject([{ text: '1 2 3 4 5 6 7' }])
})

test('within hard limits a text is taken', async () => {
  const { id } = await participant()
  expect(await page(id, '/essays/hard')).toContain('Required length: 3–5 words.')
  await begin(id, 'hard')
  expect((await submit(id, 'hard', '1 2 3 4 5')).headers.get('Location')).toBe('/essays/hard/receipt')
})

test('markers see that an essay came late, and still not whose it is', async () => {
  const marker = await seedPerson(app.services.db, { cohortId, role: 'instructor', locale: 'en' })
  const writer = await seedPerson(app.services.db, { cohortId, name: 'Құпия Есімова' })
  app.setNow(after(DUE, 60))
  await begin(writer.id, 'two')
  await submit(writer.id, 'two', 'one two three')
  const { id } = await app.services.db
    .selectFrom('submission')
    .where('person_id', '=', writer.id)
    .select('id')
    .executeTakeFirstOrThrow()
  app.setNow(after(DUE, 61))
  const queue = await page(marker.id, '/grade')
  expect(queue).toMatch(/<span class="tag warn">late<\/span>/)
  await app.post(`/grade/${id}`, { intent: 'take' }, { as: marker.id })
  const screen = await page(marker.id, `/grade/${id}`)
  expect(screen).toMatch(/<span class="tag warn">late<\/span>/)
  expect(queue + screen).not.toContain('Есімова')
})

test('what was handed in still stands where the attempt after it came to nothing', async () => {
  const { id } = await participant()
  await begin(id, 'two')
  await submit(id, 'two', 'one two three')
  const [submission] = await submissionsOf(id)
  await begin(id, 'two', { start: 'blank' })
  expect(await page(id, '/essays')).toContain('being written')
  app.setNow(after(now, 200))
  await page(id, '/essays/two')
  const list = await page(id, '/essays')
  expect(list).toContain('href="/essays/two/receipt"')
  expect(list).not.toContain('empty page')
  expect(await page(id, '/essays/two/receipt')).toContain(submission?.receipt)
  expect(await page(id, '/progress')).toContain('handed in on 24\u00a0November, 09:00')
})
