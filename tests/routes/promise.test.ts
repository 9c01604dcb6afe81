import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { jobHandlers } from '#app/job-handlers.server.ts'
import { seedCohort } from '#db/seeds/cohort.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { seedPrompt } from '#db/seeds/prompt.ts'
import { sentMails } from '#tests/setup/mails.ts'
import { now, openMarking, work } from '#tests/setup/marking.ts'

const { app, cohortId, person, script, take } = await openMarking()
const { db } = app.services
afterAll(() => app.close())

let admin: string
let promptId: string
beforeAll(async () => {
  admin = (await seedPerson(db, { role: 'admin', locale: 'en' })).id
  promptId = (await db.selectFrom('prompt').select('id').executeTakeFirstOrThrow()).id
})

const HOUR = 3_600_000
const page = async (address: string, as: string) => (await app.get(address, { as })).text()
const promise = (turnaround: string, form: Record<string, string> = {}, cohort = cohortId) =>
  app.post(`/admin/cohorts/${cohort}/marking`, { promptId, turnaround, ...form }, { as: admin })
const policies = () => db.selectFrom('marking_policy').selectAll().orderBy('number').execute()
const dueOf = async (id: string) =>
  (await db.selectFrom('marking_task').where('script_id', '=', id).select('due_at').executeTakeFirstOrThrow())
    .due_at
const codes = (html: string) => [...html.matchAll(/href="\/grade\/([\w-]{36})/g)].map(([, id]) => id)

test('promise: without a policy nothing is promised, on no page', async () => {
  const { id, writer } = await script()
  const marker = await person('instructor')
  expect(await dueOf(id)).toBeNull()
  await db.updateTable('person').set({ locale: 'en' }).where('id', '=', writer.id).execute()
  for (const address of ['/essays/case', '/essays/case/receipt'])
    expect(await page(address, writer.id)).not.toContain('Feedback by')
  expect(await page('/grade', marker.id)).not.toContain('обещано')
})

test('promise: brief and receipt say until when, in the zone of the cohort', async () => {
  expect((await promise('48')).status).toBe(302)
  const reader = await seedPerson(db, { cohortId, locale: 'en' })
  expect(await page('/essays/case', reader.id)).toContain('You get feedback within 48 hours of handing in.')
  const { id, writer } = await script(4)
  expect(await dueOf(id)).toEqual(new Date(now.getTime() + 44 * HOUR))
  await db.updateTable('person').set({ locale: 'en' }).where('id', '=', writer.id).execute()
  const by = 'Feedback by 26 November, 05:00 (Almaty time, UTC+5)'
  for (const address of ['/essays/case', '/essays/case/receipt'])
    expect((await page(address, writer.id)).replaceAll('\u00a0', ' ')).toContain(by)
})

test('promise: a change is in force for what is handed in from then on, and the same again is no change', async () => {
  const { id } = await script(1)
  const before = await dueOf(id)
  await promise('24')
  await promise('24')
  expect((await policies()).map((row) => row.turnaround_hours)).toEqual([48, 24])
  expect(await dueOf(id)).toEqual(before)
  const { id: later } = await script(1)
  expect(await dueOf(later)).toEqual(new Date(now.getTime() + 23 * HOUR))
  const changed = db.updateTable('marking_policy').set({ turnaround_hours: 1 }).execute()
  await expect(changed).rejects.toThrow('never changed')
})

test('promise: two who decide at once are both kept, one after the other', async () => {
  const first = (await policies()).length
  await Promise.all(['71', '72', '73', '74'].map((hours) => promise(hours)))
  const rows = await policies()
  expect(rows.map(({ number }) => number)).toEqual(rows.map((_, index) => index + 1))
  expect(rows).toHaveLength(first + 4)
  await promise('24')
})

test.each([
  ['nought', '0'],
  ['more than thirty days', '721'],
  ['a fraction', '1.5'],
  ['words', 'two days'],
  ['a sign', '-3'],
])('promise: %s is refused beside the field, and what was typed stays', async (_name, typed) => {
  const before = (await policies()).length
  const answer = await promise(typed)
  expect(answer.status).toBe(400)
  const html = await answer.text()
  expect(html).toContain(`turnaround-${promptId}-error`)
  expect(html).toContain(`value="${typed}"`)
  expect(await policies()).toHaveLength(before)
})

test('promise: of a prompt or a cohort that is not there is not found, and for nobody but admins', async () => {
  const strange = '0190a3a0-0000-4000-8000-000000000000'
  expect((await promise('10', { promptId: strange })).status).toBe(404)
  expect((await promise('10', {}, strange)).status).toBe(404)
  const lead = await person('lead')
  const form = { promptId, turnaround: '10' }
  expect((await app.post(`/admin/cohorts/${cohortId}/marking`, form, { as: lead.id })).status).toBe(403)
  expect((await policies()).map((row) => row.turnaround_hours)).not.toContain(10)
})

test('queue: what is promised first comes first, and says how it stands', async () => {
  const { id: other } = await seedCohort(db, { start_date: '2026-11-20', now })
  const given = { cohortId: other, locale: 'ru' as const }
  await promise('10', {}, other)
  const broken = await script(11, given)
  const near = await script(8, given)
  await promise('100', {}, other)
  const longest = await script(30, given)
  const marker = await seedPerson(db, { role: 'instructor', cohortId: other, locale: 'en' })
  const html = await page('/grade', marker.id)
  expect(codes(html)).toEqual([broken.id, near.id, longest.id])
  const rows = html.split('<tr>').slice(2)
  expect(rows[0]).toContain('promise is over')
  expect(rows[1]).toContain('promise is near')
  expect(rows[2]).not.toMatch(/promise is/)
  // The next script is the first of them, although another one has waited longer.
  const next = await app.post('/grade', {}, { as: marker.id })
  expect(next.headers.get('Location')).toBe(`/grade/${broken.id}`)
  await app.post(`/grade/${broken.id}`, { ...work(0), intent: 'finalise' }, { as: marker.id })
  const after = await page('/grade', marker.id)
  expect(after.replaceAll('<!-- -->', '')).toContain(
    '<b>1</b><span>finished by you today; 1 more is promised for today',
  )
})

test('alarm: a job is put in with the essay, three quarters into its time, one for many', async () => {
  const { id: other } = await seedCohort(db, { start_date: '2026-11-20', now })
  await promise('40', {}, other)
  const given = { cohortId: other, locale: 'ru' as const }
  await Promise.all([script(2, given), script(2, given), script(2, given)])
  const jobs = () =>
    sql<{ run_at: Date }>`select run_at from graphile_worker.jobs where task_identifier = 'promise.watch'
      and key like ${`promise:${other}:%`}`.execute(db)
  expect((await jobs()).rows).toEqual([{ run_at: new Date(now.getTime() + 28 * HOUR) }])
})

test('alarm: the leads of the cohort are told once, before the promise breaks, of what is not marked', async () => {
  const { id: other } = await seedCohort(db, { start_date: '2026-11-20', now })
  await promise('40', {}, other)
  const given = { cohortId: other, locale: 'ru' as const }
  const [marked] = [await script(2, given), await script(2, given), await script(2, given)]
  const lead = await seedPerson(db, { role: 'lead', cohortId: other, locale: 'en' })
  const gone = await seedPerson(db, { role: 'lead', cohortId: other, locale: 'en' })
  await db.updateTable('person').set({ deactivated_at: now }).where('id', '=', gone.id).execute()
  const marker = await seedPerson(db, { role: 'instructor', cohortId: other })
  await person('lead')
  await take(marked.id, marker.id)
  await app.post(`/grade/${marked.id}`, { ...work(0), intent: 'finalise' }, { as: marker.id })
  const handler = jobHandlers(app.services)['promise.watch']
  const watch = () => handler({ cohortId: other, promptId })
  await watch()
  expect(await sentMails(app, lead.email)).toEqual([])
  app.setNow(new Date(now.getTime() + 28 * HOUR))
  await watch()
  await watch()
  const told = await db.selectFrom('mail').where('kind', '=', 'promise').select('recipient').execute()
  expect(told).toEqual([{ recipient: lead.email }])
  await app.drain()
  const mails = await sentMails(app, lead.email)
  expect(mails.map(({ subject }) => subject?.replaceAll('\u00a0', ' '))).toEqual([
    '2 essays to be marked by 25 November, 23:00 (Almaty time, UTC+5)',
  ])
  expect(mails[0]?.text).toContain('/grade?prompt=case')
  app.setNow(now)
})

test('marking page: every prompt of the course has its form', async () => {
  await seedPrompt(db, 'second')
  const html = await page(`/admin/cohorts/${cohortId}/marking`, admin)
  expect([...html.matchAll(/name="turnaround"/g)]).toHaveLength(2)
  expect(html).toMatch(/decided by [^<]+, 24/)
})
