import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { countWords } from '#app/features/lessons/mdx/reading-time.ts'
import { seedCohort } from '#db/seeds/cohort.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { seedPrompt } from '#db/seeds/prompt.ts'
import { seedSubmission } from '#db/seeds/submissions.ts'
import { seedLateCopy } from '#db/seeds/writing.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'
import { sentMails } from '#tests/setup/mails.ts'

// Day 5 of the cohort. The essay opened on day 4, takes 90 minutes, is due on day 6 and cut off on day 7.
const now = new Date('2026-11-24T04:00:00Z')
const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const en = { locale: 'en' as const }

let app: TestApp
let cohortId: string
let admin: string
beforeAll(async () => {
  app = await openTestApp()
  app.setNow(now)
  const { db } = app.services
  cohortId = (await seedCohort(db, { start_date: '2026-11-20', now })).id
  admin = (await seedPerson(db, { ...en, role: 'admin' })).id
  await seedPrompt(db, 'case', { cut_off_day: 7 })
})
afterAll(() => app.close())

const list = async (query = '', cohort = cohortId) =>
  (await app.get(`/admin/essays?cohort=${cohort}&prompt=case${query}`, { as: admin })).text()
const names = (html: string) => [...html.matchAll(/<th scope="row">([^<]+)</g)].map((one) => one[1])
const rowOf = (html: string, name: string) =>
  html.split('<tr>').find((row) => row.includes(`>${name}<`)) ?? ''

const participant = (name: string, cohort = cohortId) =>
  seedPerson(app.services.db, { ...en, cohortId: cohort, name, email: `${randomUUID()}@sot.kz` })

async function writing(name: string, cohort = cohortId) {
  const person = await participant(name, cohort)
  app.setNow(now)
  await app.post('/essays/case', { language: 'ru', ownWork: 'on', ready: 'on' }, { as: person.id })
  return { ...person, attempt: await attemptOf(person.id) }
}
const attemptOf = (personId: string) =>
  app.services.db
    .selectFrom('attempt')
    .where('person_id', '=', personId)
    .selectAll()
    .executeTakeFirstOrThrow()
const allowancesOf = (personId: string) =>
  app.services.db
    .selectFrom('allowance')
    .where('person_id', '=', personId)
    .orderBy('granted_at')
    .select(['extra_minutes', 'due_at', 'reason', 'granted_by'])
    .execute()
async function submitted(name: string, given: { late?: boolean; text?: string } = {}) {
  const person = await participant(name)
  const { late = false, text = 'One two three.' } = given
  const essay = { personId: person.id, cohortId, promptSlug: 'case', locale: 'ru' as const, text, late }
  await seedSubmission(app.services.db, { ...essay, submittedAt: after(-60) })
  return person
}

const extension = (given: Record<string, string | string[]>, cohort = cohortId) => ({
  cohort,
  prompt: 'case',
  who: 'chosen',
  minutes: '30',
  due: '',
  reason: 'A medical certificate',
  ...given,
})
const extend = (given: Record<string, string | string[]>, cohort = cohortId) =>
  app.post(`/admin/essays?cohort=${cohort}&prompt=case`, extension(given, cohort), { as: admin })
const closingOf = async (attemptId: string): Promise<Date[]> => {
  const key = `close:${attemptId}`
  const { rows } = await sql<{ run_at: Date }>`
    select run_at from graphile_worker.jobs where key = ${key}`.execute(app.services.db)
  return rows.map(({ run_at }) => run_at)
}

test('every participant stands in the list with what became of her attempt, never with a text', async () => {
  const own = (await seedCohort(app.services.db, { start_date: '2026-11-20', now })).id
  const text = 'Қазақстан Республикасы, ст. 191 ГК – по-русски, don’t 42'
  const busy = await writing('Ә Жазушы', own)
  await app.send(
    `/api/drafts/${busy.attempt.id}`,
    {
      method: 'PUT',
      body: JSON.stringify({ baseRevision: 0, text }),
      headers: { 'Content-Type': 'application/json' },
    },
    { as: busy.id },
  )
  await participant('Б Бастамаған', own)
  await seedPerson(app.services.db, { cohortId: own, role: 'instructor', name: 'Оқытушы' })
  await seedPerson(app.services.db, { cohortId: own, name: 'Кетіп қалған', deactivated_at: now })
  const html = await list('', own)
  expect(names(html)).toEqual(['Ә Жазушы', 'Б Бастамаған'])
  const row = rowOf(html, 'Ә Жазушы')
  expect(row).toContain('being written')
  expect(row).toContain('until 24/11/2026 10:30')
  // The database counts words as every other page does.
  expect(row).toContain(`>${countWords(text)}<`)
  expect(row).toContain(`href="/admin/essays/${busy.attempt.id}"`)
  expect(rowOf(html, 'Б Бастамаған')).toContain('not begun')
  expect(html).not.toContain('Республикасы')
  expect(html).toContain('Times: Almaty, UTC+5')
})

test('the list is narrowed by state, lateness, waiting copies and name', async () => {
  const late = await submitted('Дана Кеш', { late: true })
  const plain = await submitted('Ерлан Дер кезінде')
  const copied = await submitted('Жанна Көшірме')
  await participant('Заря')
  const copy = { attemptId: (await attemptOf(copied.id)).id, text: 'a later text', receivedAt: now }
  await seedLateCopy(app.services.db, copy)
  expect(names(await list('&state=late'))).toEqual([late.name])
  expect(names(await list('&state=copies'))).toEqual([copied.name])
  expect(rowOf(await list('&state=copies'), copied.name)).toContain('late copy waits')
  expect(names(await list('&state=submitted'))).toEqual([late.name, plain.name, copied.name])
  expect(names(await list('&search=%D0%B7%D0%B0%D1%80'))).toEqual(['Заря'])
  expect(names(await list(`&search=${plain.email}`))).toEqual([plain.name])
  expect(await list('&search=nobody')).toContain('Nobody fits')
  // What is no filter is none; what is no cohort or essay is not there.
  expect(names(await list('&state=x')).length).toBeGreaterThan(3)
  for (const address of ['cohort=x&prompt=case', `cohort=${cohortId}&prompt=x`])
    expect((await app.get(`/admin/essays?${address}`, { as: admin })).status).toBe(404)
})

test('120 participants come in pages, forwards and backwards, at the cost of three statements', async () => {
  const { db } = app.services
  const own = (await seedCohort(db, { start_date: '2026-11-20', now })).id
  for (let number = 0; number < 120; number++)
    await participant(`Қатысушы ${String(number).padStart(3, '0')}`, own)
  await list('', own)
  app.queries.length = 0
  const first = await list('', own)
  expect(app.queries.length).toBeLessThanOrEqual(4)
  const link = (html: string, rel: string) =>
    new RegExp(`rel="${rel}" href="([^"]+)"`).exec(html)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const turn = async (html: string, rel: string) => (await app.get(link(html, rel), { as: admin })).text()
  const [second] = [await turn(first, 'next')]
  const third = await turn(second, 'next')
  const all = [first, second, third].flatMap(names)
  expect(all).toEqual(
    Array.from({ length: 120 }, (_, number) => `Қатысушы ${String(number).padStart(3, '0')}`),
  )
  expect(link(third, 'next')).toBe('')
  expect(names(await turn(third, 'prev'))).toEqual(names(second))
  expect(link(first, 'prev')).toBe('')
  expect(first).toContain('120 participants')
})

test('an extension moves a running deadline at once and its closing with it, and tells the participant', async () => {
  const writer = await writing('Асқар')
  expect(writer.attempt.deadline_at).toEqual(after(90))
  const answer = await extend({ person: writer.id, minutes: '30', due: '2026-11-28T20:30' })
  expect(answer.headers.get('Location')).toContain('done=1')
  const moved = await attemptOf(writer.id)
  expect(moved.deadline_at).toEqual(after(120))
  expect(await closingOf(moved.id)).toEqual([new Date(after(122).getTime() + 1000)])
  expect(await allowancesOf(writer.id)).toEqual([
    {
      extra_minutes: 30,
      due_at: new Date('2026-11-28T15:30:00Z'),
      reason: 'A medical certificate',
      granted_by: admin,
    },
  ])
  const html = await list()
  expect(rowOf(html, 'Асқар')).toContain('+30 min · due 28/11/2026 20:30')
  expect(rowOf(html, 'Асқар')).toContain('until 24/11/2026 11:00')
  await app.drain()
  const [mail] = await sentMails(app, writer.email)
  expect(mail?.subject).toContain('Your time for the essay')
  expect(mail?.text).toContain('Additional minutes: 30')
  expect(mail?.text).toContain('Your due time: 28 November, 20:30 (Almaty time, UTC+5)')
  expect(mail?.text).toContain('its time ends on 24 November, 11:00 (Almaty time, UTC+5)')
  expect(mail?.text).toContain('/essays/case')
  expect(mail?.text).not.toContain('medical')
  const { rows } = await sql<{ type: string; subject_id: string; actor_id: string; reason: string }>`
    select type, subject_id, actor_id, details ->> 'reason' as reason from audit_event
    where subject_id in (${writer.id}, ${moved.id}) and actor_id = ${admin} order by type`.execute(
    app.services.db,
  )
  expect(rows).toEqual([
    { type: 'allowance.granted', subject_id: writer.id, actor_id: admin, reason: 'A medical certificate' },
    { type: 'attempt.extended', subject_id: moved.id, actor_id: admin, reason: 'A medical certificate' },
  ])
})

test('less time never reaches before now, and none takes the earlier decision back', async () => {
  const writer = await writing('Бауыржан')
  await extend({ person: writer.id, minutes: '60' })
  expect((await attemptOf(writer.id)).deadline_at).toEqual(after(150))
  app.setNow(after(120))
  await extend({ person: writer.id, minutes: '0' })
  expect((await attemptOf(writer.id)).deadline_at).toEqual(after(120))
  expect(await closingOf(writer.attempt.id)).toEqual([new Date(after(122).getTime() + 1000)])
  expect(rowOf(await list(), 'Бауыржан')).not.toContain('+60 min')
  app.setNow(now)
  await app.drain()
  const mails = await sentMails(app, writer.email)
  expect(mails.at(-1)?.text).toContain('the same for you as for everybody')
})

test('all of a cohort means its participants and nobody else', async () => {
  const own = (await seedCohort(app.services.db, { start_date: '2026-11-20', now })).id
  const [one, two] = [await writing('Бірінші', own), await participant('Екінші', own)]
  const teacher = await seedPerson(app.services.db, { cohortId: own, role: 'instructor' })
  const stranger = await participant('Бөтен')
  const answer = await extend({ who: 'all', minutes: '10' }, own)
  expect(answer.headers.get('Location')).toContain('done=2')
  expect((await attemptOf(one.id)).deadline_at).toEqual(after(100))
  expect(await allowancesOf(two.id)).toHaveLength(1)
  for (const { id } of [teacher, stranger]) expect(await allowancesOf(id)).toEqual([])
  // Who is not of the cohort gets nothing, however the form was made.
  const forged = await extend({ person: stranger.id }, own)
  expect(forged.status).toBe(409)
  expect(await allowancesOf(stranger.id)).toEqual([])
  const page = await (await app.get(answer.headers.get('Location') ?? '', { as: admin })).text()
  expect(page).toContain('The time was changed for 2 participants.')
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
    const writer = await participant('Сәуле')
    const sent = {
      person: writer.id,
      minutes: '25',
      due: '2026-11-28T20:30',
      reason: 'Typed reason',
      ...given,
    }
    const answer = await extend(sent as Record<string, string | string[]>)
    expect(answer.status).toBe(status)
    const html = await answer.text()
    expect(html).toContain(`id="${field}-error"`)
    expect(html.match(/class="err"/g)).toHaveLength(1)
    if (field !== 'reason') expect(html).toContain('value="Typed reason"')
    if (field !== 'minutes') expect(html).toContain('value="25"')
    if (field !== 'due') expect(html).toContain('value="2026-11-28T20:30"')
    if (field !== 'who')
      expect(html).toMatch(new RegExp(`checked="" value="${writer.id}"|value="${writer.id}"[^>]*checked=""`))
    expect(await allowancesOf(writer.id)).toEqual([])
  },
)

test('an unknown essay or cohort is not there', async () => {
  const writer = await participant('Тимур')
  expect((await extend({ person: writer.id, prompt: 'nowhere' })).status).toBe(404)
  expect((await extend({ person: writer.id, cohort: randomUUID() })).status).toBe(404)
})

test('a begin and an extension at the same moment never leave the old deadline behind', async () => {
  for (let round = 0; round < 6; round++) {
    const person = await participant(`Жарыс ${round}`)
    const begin = () =>
      app.post('/essays/case', { language: 'ru', ownWork: 'on', ready: 'on' }, { as: person.id })
    await Promise.all([begin(), extend({ person: person.id, minutes: '45' })])
    expect((await attemptOf(person.id)).deadline_at).toEqual(after(135))
  }
})

test('the overview counts late copies and leads to where one has waited longest', async () => {
  await seedPrompt(app.services.db, 'elsewhere')
  const person = await participant('Ұзақ күткен')
  const essay = {
    personId: person.id,
    cohortId,
    promptSlug: 'elsewhere',
    locale: 'ru' as const,
    text: 'Text.',
  }
  await seedSubmission(app.services.db, { ...essay, submittedAt: after(-600) })
  const { id: attemptId } = await attemptOf(person.id)
  await seedLateCopy(app.services.db, { attemptId, text: 'a later text', receivedAt: after(-590) })
  const overview = await (await app.get('/admin', { as: admin })).text()
  expect(overview).toMatch(/<strong>\d late cop(y|ies)<\/strong>/)
  const [, href = ''] =
    /href="(\/admin\/essays[^"]*)"[^>]*>Open<span class="vh">: \d late/.exec(overview) ?? []
  const led = await (await app.get(href.replaceAll('&amp;', '&'), { as: admin })).text()
  expect(names(led)).toEqual(['Ұзақ күткен'])
})
