import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedPerson } from '#db/seeds/people.ts'
import { after, now, openAdminEssays, rowOf } from '#tests/setup/admin-essays.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'
import { sentMails } from '#tests/setup/mails.ts'

let app: TestApp
let at: Awaited<ReturnType<typeof openAdminEssays>>
beforeAll(async () => {
  app = await openTestApp()
  at = await openAdminEssays(app)
})
afterAll(() => app.close())

test('an extension moves a running deadline at once and its closing with it, and tells the participant', async () => {
  const writer = await at.writing('Асқар')
  expect(writer.attempt.deadline_at).toEqual(after(90))
  const answer = await at.extend({ person: writer.id, minutes: '30', due: '2026-11-28T20:30' })
  expect(answer.headers.get('Location')).toContain('done=1')
  const moved = await at.attemptOf(writer.id)
  expect(moved.deadline_at).toEqual(after(120))
  expect(await at.closingOf(moved.id)).toEqual([new Date(after(122).getTime() + 1000)])
  expect(await at.allowancesOf(writer.id)).toEqual([
    {
      extra_minutes: 30,
      due_at: new Date('2026-11-28T15:30:00Z'),
      reason: 'A medical certificate',
      granted_by: at.admin,
    },
  ])
  const html = await at.list()
  expect(rowOf(html, 'Асқар')).toContain('+30 min · due 28\u00a0November 2026, 20:30')
  expect(rowOf(html, 'Асқар')).toContain('until 24\u00a0November 2026, 11:00')
  await app.drain()
  const [mail] = await sentMails(app, writer.email)
  expect(mail?.subject).toContain('Your time for the essay')
  expect(mail?.text).toContain('Additional minutes: 30')
  expect(mail?.text).toContain('Your due time: 28\u00a0November, 20:30 (Almaty time, UTC+5)')
  expect(mail?.text).toContain('its time ends on 24\u00a0November, 11:00 (Almaty time, UTC+5)')
  expect(mail?.text).toContain('/essays/case')
  expect(mail?.text).not.toContain('medical')
  const { rows } = await sql<{ type: string; subject_id: string; actor_id: string; reason: string }>`
    select type, subject_id, actor_id, details ->> 'reason' as reason from audit_event
    where subject_id in (${writer.id}, ${moved.id}) and actor_id = ${at.admin} order by type`.execute(
    app.services.db,
  )
  expect(rows).toEqual([
    { type: 'allowance.granted', subject_id: writer.id, actor_id: at.admin, reason: 'A medical certificate' },
    { type: 'attempt.extended', subject_id: moved.id, actor_id: at.admin, reason: 'A medical certificate' },
  ])
})

test('less time never reaches before now, and none takes the earlier decision back', async () => {
  const writer = await at.writing('Бауыржан')
  await at.extend({ person: writer.id, minutes: '60' })
  expect((await at.attemptOf(writer.id)).deadline_at).toEqual(after(150))
  app.setNow(after(120))
  await at.extend({ person: writer.id, minutes: '0' })
  expect((await at.attemptOf(writer.id)).deadline_at).toEqual(after(120))
  expect(await at.closingOf(writer.attempt.id)).toEqual([new Date(after(122).getTime() + 1000)])
  expect(rowOf(await at.list(), 'Бауыржан')).not.toContain('+60 min')
  app.setNow(now)
  await app.drain()
  const mails = await sentMails(app, writer.email)
  expect(mails.at(-1)?.text).toContain('the same for you as for everybody')
})

test('extension: 150 people cost as many statements as one, and each is mailed, audited and closed later', async () => {
  const cost = async (people: number) => {
    const own = await at.cohort()
    const writers: Awaited<ReturnType<typeof at.writing>>[] = []
    for (let number = 0; number < people; number++) writers.push(await at.writing(`Жазушы ${number}`, own))
    app.queries.length = 0
    const answer = await at.extend({ who: 'all', minutes: '15' }, own)
    expect(answer.headers.get('Location')).toContain(`done=${people}`)
    return { statements: app.queries.length, writers }
  }
  await app.cookieOf(at.admin)
  const one = await cost(1)
  const { statements, writers } = await cost(150)
  expect(statements).toBe(one.statements)
  for (const { attempt } of writers)
    expect(await at.closingOf(attempt.id)).toEqual([new Date(after(107).getTime() + 1000)])
  await app.drain()
  for (const { id, email, attempt } of writers) {
    expect((await at.attemptOf(id)).deadline_at).toEqual(after(105))
    expect(await at.allowancesOf(id)).toMatchObject([{ extra_minutes: 15 }])
    const [mail, ...more] = await sentMails(app, email)
    expect([mail?.text?.includes('its time ends on 24\u00a0November, 10:45'), more.length]).toEqual([true, 0])
    const events = await app.services.db
      .selectFrom('audit_event')
      .where('subject_id', 'in', [id, attempt.id])
      .where('type', 'in', ['allowance.granted', 'attempt.extended'])
      .select('type')
      .orderBy('type')
      .execute()
    expect(events.map(({ type }) => type)).toEqual(['allowance.granted', 'attempt.extended'])
  }
})

test('all of a cohort means its participants and nobody else', async () => {
  const own = await at.cohort()
  const [one, two] = [await at.writing('Бірінші', own), await at.participant('Екінші', own)]
  const teacher = await seedPerson(app.services.db, { cohortId: own, role: 'instructor' })
  const stranger = await at.participant('Бөтен')
  const answer = await at.extend({ who: 'all', minutes: '10' }, own)
  expect(answer.headers.get('Location')).toContain('done=2')
  expect((await at.attemptOf(one.id)).deadline_at).toEqual(after(100))
  expect(await at.allowancesOf(two.id)).toHaveLength(1)
  for (const { id } of [teacher, stranger]) expect(await at.allowancesOf(id)).toEqual([])
  // Who is not of the cohort gets nothing, however the form was made.
  const forged = await at.extend({ person: stranger.id }, own)
  expect(forged.status).toBe(409)
  expect(await at.allowancesOf(stranger.id)).toEqual([])
  const page = await (await app.get(answer.headers.get('Location') ?? '', { as: at.admin })).text()
  expect(page).toContain('The time was changed for 2 participants.')
})

test('extension: closed accounts get none; alone they are refused in a sentence, among others they are skipped', async () => {
  const own = await at.cohort()
  const [gone, here] = [await at.writing('Жабық', own), await at.writing('Ашық', own)]
  const { db } = app.services
  await db.updateTable('person').set({ deactivated_at: now }).where('id', '=', gone.id).execute()
  const refused = await at.extend({ person: gone.id }, own)
  expect(refused.status).toBe(409)
  expect(await refused.text()).toContain(
    'None of those selected takes part in this cohort now: the account is closed',
  )
  const forms: Record<string, string | string[]>[] = [{ person: [gone.id, here.id] }, { who: 'all' }]
  for (const form of forms) {
    const answer = await at.extend(form, own)
    expect(answer.headers.get('Location')).toContain('done=1')
  }
  expect(await at.allowancesOf(gone.id)).toEqual([])
  expect((await at.attemptOf(gone.id)).deadline_at).toEqual(after(90))
  expect(await at.allowancesOf(here.id)).toHaveLength(2)
  await app.drain()
  expect(await sentMails(app, gone.email)).toEqual([])
})

test('everybody whom a filter leaves gets time, on every page of the list, without a script', async () => {
  const own = await at.cohort()
  const writers: string[] = []
  for (let number = 0; number < 53; number++) writers.push((await at.writing(`Жазып ${number}`, own)).id)
  const idle = await at.participant('Бастамаған', own)
  const gone = await at.writing('Кеткен', own)
  await app.services.db.updateTable('person').set({ deactivated_at: now }).where('id', '=', gone.id).execute()
  expect(await at.list('', own)).not.toContain('who match the filter')
  const page = await at.list('&state=writing', own)
  expect(page).toContain('All 53 participants who match the filter, on every page')
  const fields = Object.fromEntries(
    [...page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map((one) => [
      one[1],
      one[2] ?? '',
    ]),
  )
  expect(fields).toMatchObject({ state: 'writing', search: '', members: '53' })
  // Somebody has begun since the page was made: what was shown is not what it would do.
  const newest = await at.writing('Жаңа', own)
  const refused = await at.extend({ ...fields, who: 'matching' }, own)
  expect(refused.status).toBe(409)
  const said = await refused.text()
  expect(said).toContain('54 participants match the filter now')
  expect(said).toMatch(/id="who-error"/)
  expect(await at.allowancesOf(newest.id)).toEqual([])
  const done = await at.extend({ ...fields, members: '54', who: 'matching' }, own)
  expect(done.headers.get('Location')).toContain('done=54')
  for (const id of [...writers, newest.id]) expect(await at.allowancesOf(id)).toHaveLength(1)
  for (const { id } of [idle, gone]) expect(await at.allowancesOf(id)).toEqual([])
})

test.each([
  ['who', { person: [] }, 400],
  ['minutes', { minutes: '601' }, 400],
  ['minutes', { minutes: '-1' }, 400],
  ['minutes', { minutes: '1.5' }, 400],
  ['minutes', { minutes: '' }, 400],
  ['due', { due: '2026-02-31T10:00' }, 400],
  ['due', { due: 'tomorrow' }, 400],
  ['due', { due: '2026-11-24T08:00' }, 409],
  ['reason', { reason: ' a ' }, 400],
  ['reason', { reason: 'x'.repeat(501) }, 400],
] as const)(
  'what is wrong is said beside %s, %j; what was typed and ticked stays',
  async (field, given, status) => {
    const writer = await at.participant('Сәуле')
    const sent = {
      person: writer.id,
      minutes: '25',
      due: '2026-11-28T20:30',
      reason: 'Typed reason',
      ...given,
    }
    const answer = await at.extend(sent as Record<string, string | string[]>)
    expect(answer.status).toBe(status)
    const html = await answer.text()
    expect(html).toContain(`id="${field}-error"`)
    expect(html.match(/class="err"/g)).toHaveLength(1)
    if (field !== 'reason') expect(html).toContain('value="Typed reason"')
    if (field !== 'minutes') expect(html).toContain('value="25"')
    if (field !== 'due') expect(html).toContain('value="2026-11-28T20:30"')
    if (field !== 'who')
      expect(html).toMatch(new RegExp(`checked="" value="${writer.id}"|value="${writer.id}"[^>]*checked=""`))
    expect(await at.allowancesOf(writer.id)).toEqual([])
  },
)

test('an unknown essay or cohort is not there', async () => {
  const writer = await at.participant('Тимур')
  expect((await at.extend({ person: writer.id, prompt: 'nowhere' })).status).toBe(404)
  expect((await at.extend({ person: writer.id, cohort: randomUUID() })).status).toBe(404)
})

test('extension: locks no row of a person, so a session that is written meanwhile keeps nobody waiting', async () => {
  const { db } = app.services
  const own = await at.cohort()
  const writer = await at.writing('Құлыптаулы', own)
  await db.transaction().execute(async (session) => {
    await session.updateTable('person').set({ last_seen_at: now }).where('id', '=', writer.id).execute()
    const answer = await at.extend({ who: 'all', minutes: '15' }, own)
    expect(answer.headers.get('Location')).toContain('done=1')
  })
  expect(await at.allowancesOf(writer.id)).toHaveLength(1)
})

test('a begin and an extension at the same moment never leave the old deadline behind', async () => {
  for (let round = 0; round < 6; round++) {
    const person = await at.participant(`Жарыс ${round}`)
    const begin = () =>
      app.post('/essays/case', { language: 'ru', ownWork: 'on', ready: 'on' }, { as: person.id })
    await Promise.all([begin(), at.extend({ person: person.id, minutes: '45' })])
    expect((await at.attemptOf(person.id)).deadline_at).toEqual(after(135))
  }
})
