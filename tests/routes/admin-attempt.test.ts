import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedPerson } from '#db/seeds/people.ts'
import { seedLateCopy, seedSnapshots } from '#db/seeds/writing.ts'
import { sentMails } from '#tests/setup/mails.ts'
import { now, openMarking, TEXT, work } from '#tests/setup/marking.ts'

const { app, person, script, take } = await openMarking()
const { db } = app.services
const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const LATE = 'THE LATE COPY: one two three four five.'

let admin: string
beforeAll(async () => {
  admin = (await seedPerson(db, { role: 'admin', locale: 'en', name: 'Жанар Төлегенова' })).id
})
afterAll(() => app.close())

/** An essay that was handed in and waits for a marker. */
async function handedIn() {
  const { writer, id } = await script()
  await db.updateTable('person').set({ locale: 'en' }).where('id', '=', writer.id).execute()
  const attempt = await db
    .selectFrom('attempt')
    .where('person_id', '=', writer.id)
    .select('id')
    .executeTakeFirstOrThrow()
  return { writer, submissionId: id, attemptId: attempt.id, address: `/admin/essays/${attempt.id}` }
}
const copyOf = (attemptId: string, receivedAt = after(-30)) =>
  seedLateCopy(db, { attemptId, text: LATE, receivedAt })

const page = async (address: string, as = admin) => (await app.get(address, { as })).text()
const change = (address: string, intent: string, given: Record<string, string> = {}) =>
  app.post(address, { intent, reason: 'The line was down', ...given }, { as: admin })
const submissionsOf = (attemptId: string) =>
  db
    .selectFrom('submission')
    .where('attempt_id', '=', attemptId)
    .orderBy(sql`superseded_at nulls last`)
    .select(['id', 'text', 'late', 'receipt_number as receipt', 'superseded_at as supersededAt'])
    .select('submitted_at as submittedAt')
    .execute()
const attemptOf = (id: string) =>
  db.selectFrom('attempt').where('id', '=', id).selectAll().executeTakeFirstOrThrow()
const auditsOf = (attemptId: string) =>
  db
    .selectFrom('audit_event')
    .where('subject_id', '=', attemptId)
    .orderBy('id')
    .select(['type', 'actor_id', sql<string>`details ->> 'reason'`.as('reason')])
    .execute()

test('the timeline has what happened in its order, with sizes and times and no word of any text', async () => {
  const { attemptId, address, writer } = await handedIn()
  await seedSnapshots(db, attemptId, [
    { text: '', at: after(-360), reason: 'begin' },
    { text: 'SNAPSHOT words here', at: after(-330) },
    { text: 'LOSER of a conflict', at: after(-320), reason: 'conflict' },
    { text: TEXT, at: after(-300), reason: 'close' },
  ])
  await copyOf(attemptId)
  await app.get(address, { as: admin })
  app.queries.length = 0
  const html = await page(address)
  expect(app.queries.length).toBeLessThanOrEqual(4)
  const places = [
    'Begun',
    'First text saved',
    'Saved while writing (revision 1)',
    'Conflict: the other device’s text was saved (based on revision 2)',
    'Text at the close (revision 3)',
    'A late copy arrived',
  ].map((words) => html.indexOf(words))
  expect(places.every((place) => place > 0)).toBe(true)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(html).toContain('3 words · 0 kB')
  expect(html).toContain('to decide')
  expect(html).toContain('24\u00a0November 2026, 04:00')
  for (const words of ['SNAPSHOT', 'LOSER', 'The claim', 'LATE COPY']) expect(html).not.toContain(words)
  expect(html).toContain(writer.name)
})

test('a text is shown once, for a reason, and the log has it', async () => {
  const { attemptId, address } = await handedIn()
  const [snapshot = ''] = await seedSnapshots(db, attemptId, [{ text: 'SNAPSHOT words', at: after(-330) }])
  const copy = await copyOf(attemptId)
  const [submission] = await submissionsOf(attemptId)
  const asked = {
    draft: TEXT,
    [`snapshot:${snapshot}`]: 'SNAPSHOT words',
    [`copy:${copy}`]: LATE,
    [`submission:${submission?.id}`]: TEXT,
  }
  for (const [text, words] of Object.entries(asked)) {
    const without = await change(address, 'read', { text, reason: '  ' })
    expect(without.status).toBe(400)
    const refused = await without.text()
    expect(refused).toContain('id="read-reason-error"')
    expect(refused).toContain(`value="${text}" selected=""`)
    expect(refused).not.toContain(words)
    const shown = await change(address, 'read', { text })
    expect(shown.status).toBe(200)
    expect(await shown.text()).toContain(words)
    expect(await page(address)).not.toContain(words)
  }
  const reads = await auditsOf(attemptId)
  expect(reads).toEqual(
    Array(4).fill({ type: 'attempt.text_read', actor_id: admin, reason: 'The line was down' }),
  )
  expect(await page(address)).toContain('A text was read (late copy). Reason: The line was down')
})

test('a text of another attempt, or none, is not shown and leaves no trace', async () => {
  const [one, other] = [await handedIn(), await handedIn()]
  const copy = await copyOf(other.attemptId)
  for (const [text, status] of [
    [`copy:${copy}`, 404],
    [`snapshot:${randomUUID()}`, 404],
    ['copy:x', 400],
    ['password', 400],
  ] as const) {
    const answer = await change(one.address, 'read', { text })
    expect([text, answer.status]).toEqual([text, status])
    expect(await answer.text()).toContain('id="text-error"')
  }
  expect(await auditsOf(one.attemptId)).toEqual([])
})

test('opened again, an essay is written on with the time that was given; what was submitted is nowhere', async () => {
  const { attemptId, address, submissionId, writer } = await handedIn()
  const marker = await person('instructor')
  await take(submissionId, marker.id)
  const answer = await change(address, 'reopen', { minutes: '30' })
  expect(answer.headers.get('Location')).toBe(`${address}?done=reopen#done`)
  expect(await attemptOf(attemptId)).toMatchObject({
    closed_at: null,
    closed_by: null,
    deadline_at: after(30),
  })
  const { rows } = await sql<{ run_at: Date }>`select run_at from graphile_worker.jobs
    where key = ${`close:${attemptId}`}`.execute(db)
  expect(rows).toEqual([{ run_at: new Date(after(32).getTime() + 1000) }])
  expect(await submissionsOf(attemptId)).toMatchObject([{ id: submissionId, supersededAt: now }])
  const leases = await sql`select l.marker_id from grading_lease l join marking_task t on t.id = l.task_id
    where t.script_id = ${submissionId}`.execute(db)
  expect(leases.rows).toEqual([])
  expect(await auditsOf(attemptId)).toEqual([
    { type: 'attempt.reopened', actor_id: admin, reason: 'The line was down' },
  ])

  const editor = await page('/essays/case/write', writer.id)
  expect(editor).toContain(TEXT)
  const text = `${TEXT} And more.`
  await app.post('/essays/case/write', { text, baseRevision: '12', intent: 'submit' }, { as: writer.id })
  expect((await submissionsOf(attemptId)).map((one) => [one.text, one.supersededAt])).toEqual([
    [TEXT, now],
    [text, null],
  ])
  await app.drain()
  const [reopened, receipt] = await sentMails(app, writer.email)
  expect(reopened?.text).toContain(
    'Your time: 30 minutes, it ends on 24\u00a0November, 09:30 (Almaty time, UTC+5)',
  )
  expect(reopened?.text).not.toContain('The line was down')
  expect(receipt?.subject).toContain('Received')
})

test('a late copy that is accepted counts, with a receipt; the text before it does not any more', async () => {
  const { attemptId, address, submissionId, writer } = await handedIn()
  const copy = await copyOf(attemptId)
  const answer = await change(address, 'accept', { copy })
  expect(answer.headers.get('Location')).toBe(`${address}?done=accept#done`)
  const [before, counts] = await submissionsOf(attemptId)
  expect(before).toMatchObject({ id: submissionId, supersededAt: now })
  expect(counts).toMatchObject({ text: LATE, late: false, supersededAt: null, submittedAt: after(-30) })
  const receipt = await page('/essays/case/receipt', writer.id)
  expect(receipt).toContain(counts?.receipt)
  expect(receipt).not.toContain(before?.receipt)
  await app.drain()
  const [mail] = await sentMails(app, writer.email)
  expect(mail?.text).toContain(counts?.receipt)
  const html = await page(address)
  expect(html).toContain(`The late copy was accepted, receipt ${counts?.receipt}. Reason: The line was down`)
  expect(html).toContain('does not count since 24\u00a0November 2026, 09:00')
  expect(html).not.toContain('id="accept"')
  // Twice is once.
  const again = await change(address, 'accept', { copy })
  expect(again.status).toBe(409)
  expect(await submissionsOf(attemptId)).toHaveLength(2)
  // Opened again, she goes on with the text that counted last.
  await change(address, 'reopen', { minutes: '10' })
  expect(await page('/essays/case/write', writer.id)).toContain(LATE)
})

test('a late copy of an essay that closed without text becomes its submission, late where it came after the due time', async () => {
  const writer = await person('participant')
  const begin = { language: 'ru', ownWork: 'on', ready: 'on' }
  await app.post('/essays/case', begin, { as: writer.id })
  const [{ id: attemptId } = { id: '' }] = await db
    .selectFrom('attempt')
    .where('person_id', '=', writer.id)
    .select('id')
    .execute()
  app.setNow(new Date('2026-11-25T19:30:00Z'))
  try {
    await app.get('/essays/case', { as: writer.id })
    const address = `/admin/essays/${attemptId}`
    expect(await page(address)).toContain('closed without text')
    const copy = await copyOf(attemptId, new Date('2026-11-25T19:00:00Z'))
    await change(address, 'accept', { copy })
    expect(await submissionsOf(attemptId)).toMatchObject([{ text: LATE, late: true, supersededAt: null }])
  } finally {
    app.setNow(now)
  }
})

test('late copies: one that came before the due time is not late, however late it is accepted', async () => {
  const { attemptId, address } = await handedIn()
  const copy = await copyOf(attemptId)
  app.setNow(new Date('2026-11-29T04:00:00Z'))
  try {
    await change(address, 'accept', { copy })
    const counts = (await submissionsOf(attemptId)).find(({ supersededAt }) => supersededAt === null)
    expect(counts).toMatchObject({ text: LATE, late: false, submittedAt: after(-30) })
  } finally {
    app.setNow(now)
  }
})

test('once a mark is finished nothing is opened again and no copy accepted; nothing changes', async () => {
  const { attemptId, address, submissionId } = await handedIn()
  const copy = await copyOf(attemptId)
  const marker = await person('instructor')
  await take(submissionId, marker.id)
  await app.post(`/grade/${submissionId}`, { ...work(0), intent: 'finalise' }, { as: marker.id })
  const html = await page(address)
  expect(html).toContain('The essay has already been marked')
  expect(html).not.toContain('value="reopen"')
  for (const [intent, given] of [
    ['reopen', { minutes: '30' }],
    ['accept', { copy }],
  ] as const) {
    const answer = await change(address, intent, given)
    expect([intent, answer.status]).toEqual([intent, 409])
    expect(await answer.text()).toContain('The essay has already been marked')
  }
  expect(await submissionsOf(attemptId)).toMatchObject([{ id: submissionId, supersededAt: null }])
  expect((await attemptOf(attemptId)).closed_at).not.toBeNull()
})

test('what is not closed, or was followed by another attempt, is not opened again', async () => {
  const { attemptId, address } = await handedIn()
  await change(address, 'reopen', { minutes: '30' })
  const twice = await change(address, 'reopen', { minutes: '30' })
  expect(twice.status).toBe(409)
  expect(await twice.text()).toContain('The essay is open: it is being written.')
  const copy = await copyOf(attemptId)
  expect((await change(address, 'accept', { copy })).status).toBe(409)

  const other = await handedIn()
  const first = await attemptOf(other.attemptId)
  const second = { ...first, id: randomUUID(), number: 2 }
  await db.insertInto('attempt').values(second).execute()
  await db.insertInto('draft').values({ attempt_id: second.id, saved_at: now }).execute()
  const answer = await change(other.address, 'reopen', { minutes: '30' })
  expect(answer.status).toBe(409)
  expect(await answer.text()).toContain('A later attempt has been begun.')
})

test.each([
  ['reopen', 'minutes', { minutes: '0' }],
  ['reopen', 'minutes', { minutes: '601' }],
  ['reopen', 'minutes', { minutes: 'soon' }],
  ['reopen', 'reopen-reason', { minutes: '30', reason: '' }],
  ['accept', 'copy', { copy: 'x' }],
  ['accept', 'accept-reason', { reason: 'a' }],
] as const)('%s with a wrong %s is refused beside it, %j', async (intent, field, given) => {
  const { attemptId, address } = await handedIn()
  const copy = await copyOf(attemptId)
  const answer = await change(address, intent, { copy, ...given })
  expect(answer.status).toBe(400)
  const html = await answer.text()
  expect(html).toContain(`id="${field}-error"`)
  expect(html.match(/class="err"/g)).toHaveLength(1)
  const { minutes } = given as { minutes?: string }
  if (minutes) expect(html).toContain(`value="${minutes}"`)
  expect(await submissionsOf(attemptId)).toMatchObject([{ supersededAt: null }])
})

test('what nobody asked for is 400, an attempt that is none 404', async () => {
  const { address } = await handedIn()
  expect((await change(address, 'delete')).status).toBe(400)
  for (const id of ['x', randomUUID()])
    expect((await app.get(`/admin/essays/${id}`, { as: admin })).status).toBe(404)
})
