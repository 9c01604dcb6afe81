import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { ERASED_PER_RUN } from '#app/features/privacy/erasure.ts'
import { seedCohort } from '#db/seeds/cohort.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'
import { sentMails } from '#tests/setup/mails.ts'
import { beginWriting, seedWriting } from '#tests/setup/writers.ts'

let app: TestApp
let admin: { id: string; email: string }
beforeAll(async () => {
  app = await openTestApp({ PUBLIC_URL: 'https://alqa.test' })
  admin = await seedPerson(app.services.db, { role: 'admin', locale: 'en' })
})
afterEach(async () => {
  await app.services.db.updateTable('cohort').set({ retain_until: null }).execute()
  app.setNow(null)
})
afterAll(() => app.close())

const DAY = /20\sJanuary\s2027/
const day = (date: string) => new Date(`${date}T21:00:00+05:00`)
const FORM = { startDate: '2026-11-02', zone: 'Asia/Almaty', days: '14', opens: '08:00', graceSeconds: '120' }

async function cohortUntil(retainUntil: string | null): Promise<string> {
  const given = { start_date: '2026-11-02', retain_until: retainUntil }
  return (await seedCohort(app.services.db, given)).id
}

/** The daily job on an evening. */
async function run(date: string): Promise<void> {
  app.setNow(day(date))
  await sql`select graphile_worker.add_job('retention.run', '{}')`.execute(app.services.db)
  await app.drain()
}

async function left(ids: string[]): Promise<number> {
  const { db } = app.services
  const rows = await db
    .selectFrom('person')
    .where('id', 'in', ids)
    .where('erased_at', 'is', null)
    .select('id')
    .execute()
  return rows.length
}
const member = async (cohortId: string, given: Parameters<typeof seedPerson>[1] = {}) =>
  (await seedPerson(app.services.db, { cohortId, ...given })).id
const warnings = async (cohortId: string) =>
  app.services.db
    .selectFrom('audit_event')
    .where('type', '=', 'retention.warned')
    .where('subject_id', '=', cohortId)
    .orderBy('id')
    .select('details')
    .execute()

test('retention: warns 30 and 7 days before, each once, then erases participants of that cohort only, never staff', async () => {
  const { db } = app.services
  const cohortId = await cohortUntil('2027-01-20')
  const other = await cohortUntil(null)
  const gone = await cohortUntil('2026-12-01')
  const participants = await Promise.all([member(cohortId), member(cohortId, { deactivated_at: new Date() })])
  const both = await member(cohortId)
  const twice = await member(cohortId)
  const staff = await Promise.all(
    (['instructor', 'lead', 'observer', 'admin'] as const).map((role) => member(cohortId, { role })),
  )
  const stranger = await member(other)
  for (const [cohort_id, person_id] of [
    [other, both],
    [gone, twice],
  ] as const)
    await db.insertInto('enrolment').values({ cohort_id, person_id }).execute()
  await db.updateTable('cohort').set({ retain_until: null }).where('id', '=', gone).execute()
  await db.updateTable('cohort').set({ retain_until: '2026-12-01' }).where('id', '=', gone).execute()

  await run('2026-12-20')
  // The other one is over: its only participant is in this cohort too, which lives.
  expect(await warnings(gone)).toEqual([])
  expect(await warnings(cohortId)).toEqual([])
  await run('2026-12-21')
  await run('2026-12-22')
  expect(await warnings(cohortId)).toMatchObject([
    { details: { days: 30, people: 3, retainUntil: '2027-01-20' } },
  ])
  await run('2027-01-13')
  await run('2027-01-14')
  expect((await warnings(cohortId)).map(({ details }) => (details as { days: number }).days)).toEqual([30, 7])
  const mails = (await sentMails(app, admin.email)).filter(({ subject }) =>
    subject?.includes('Personal data'),
  )
  expect(mails).toHaveLength(2)
  expect(mails[0]?.text).toContain(`https://alqa.test/admin/cohorts/${cohortId}`)
  expect(mails[0]?.text).toContain('3 participants')
  const page = await (await app.get('/admin', { as: admin.id })).text()
  expect(page).toContain('3 participants')
  expect(page).toMatch(DAY)

  await run('2027-01-19')
  expect(await left(participants)).toBe(2)
  await run('2027-01-20')
  expect(await left([...participants, twice])).toBe(0)
  expect(await left([both, stranger, ...staff])).toBe(6)
  const rows = await db
    .selectFrom('audit_event')
    .where('type', '=', 'person.erased')
    .where('subject_id', 'in', [...participants, twice])
    .select(['actor_id', 'details'])
    .execute()
  expect(rows).toHaveLength(3)
  for (const row of rows)
    expect(row).toEqual({ actor_id: null, details: { by: 'retention', essays: 'delete' } })
  expect(await (await app.get('/admin', { as: admin.id })).text()).not.toMatch(DAY)
  // Again: nothing more.
  await run('2027-01-21')
  expect(await warnings(cohortId)).toHaveLength(2)
  // Whoever comes later is not erased without a warning of her own.
  const late = await member(cohortId)
  await run('2027-01-22')
  await run('2027-01-28')
  expect(await left([late])).toBe(1)
  expect(await warnings(cohortId)).toHaveLength(3)
  await run('2027-01-29')
  expect(await left([late])).toBe(0)
}, 60_000)

test('retention: an essay ties to its cohort whoever was taken out of it; the essay goes with her', async () => {
  const { db } = app.services
  const cohortId = await seedWriting(app)
  const writer = await beginWriting(app, cohortId)
  await db.deleteFrom('enrolment').where('person_id', '=', writer.id).execute()
  await db.updateTable('cohort').set({ retain_until: '2027-02-20' }).where('id', '=', cohortId).execute()
  await run('2027-02-13')
  await run('2027-02-20')
  expect(await left([writer.id])).toBe(0)
  expect(await writer.snapshots()).toEqual([])
})

test('retention: after a standstill it warns first and acts a week later', async () => {
  const cohortId = await cohortUntil('2027-01-20')
  const id = await member(cohortId)
  await run('2027-03-01')
  await run('2027-03-07')
  expect(await left([id])).toBe(1)
  await run('2027-03-08')
  expect(await left([id])).toBe(0)
})

test('retention: a day that is moved or cleared stops it, and a new day is warned of anew', async () => {
  const cohortId = await cohortUntil('2027-01-20')
  const id = await member(cohortId)
  await run('2027-01-13')
  const save = (retainUntil: string) =>
    app.post(
      `/admin/cohorts/${cohortId}`,
      { ...FORM, name: `Cohort ${cohortId}`, retainUntil },
      { as: admin.id },
    )
  expect((await save('2027-04-01')).status).toBe(302)
  await run('2027-01-20')
  expect(await left([id])).toBe(1)
  await run('2027-03-25')
  expect(await warnings(cohortId)).toHaveLength(2)
  expect((await save('')).status).toBe(302)
  await run('2027-05-01')
  expect(await left([id])).toBe(1)
})

test('retention: a crowd is erased in bounded runs that follow each other', async () => {
  const cohortId = await cohortUntil('2027-01-20')
  const ids = await Promise.all(Array.from({ length: ERASED_PER_RUN + 7 }, () => member(cohortId)))
  await run('2027-01-13')
  await run('2027-01-20')
  await app.drain()
  expect(await left(ids)).toBe(0)
  const batches = await app.services.db
    .selectFrom('audit_event')
    .where('type', '=', 'person.erased')
    .where('subject_id', 'in', ids)
    .select('id')
    .execute()
  expect(batches).toHaveLength(ids.length)
}, 60_000)

test('retention: a day moved while a run is under way, and two runs at once', async () => {
  const cohortId = await cohortUntil('2027-01-20')
  const ids = await Promise.all(Array.from({ length: 20 }, () => member(cohortId)))
  await run('2027-01-13')
  app.setNow(day('2027-01-20'))
  const { db } = app.services
  await sql`select graphile_worker.add_job('retention.run', '{}') from generate_series(1, 3)`.execute(db)
  const form = { ...FORM, name: `Cohort ${cohortId}`, retainUntil: '' }
  const [, saved] = await Promise.all([
    app.drain(),
    app.post(`/admin/cohorts/${cohortId}`, form, { as: admin.id }),
  ])
  expect(saved.status).toBe(302)
  const erased = ids.length - (await left(ids))
  const { n } = await db
    .selectFrom('audit_event')
    .where('type', '=', 'person.erased')
    .where('subject_id', 'in', ids)
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow()
  expect(n).toBe(erased)
  await run('2027-01-21')
  expect(ids.length - (await left(ids))).toBe(erased)
})

test.each([
  ['2026-11-15', 400, 'The course has to be over before this day: choose a later one.'],
  ['2026-11-16', 302, ''],
  [
    '2026-11-17',
    409,
    'Choose a day at least 8 days ahead: the last warning goes out a week before.',
    '2026-11-10',
  ],
  ['2026-11-18', 302, '', '2026-11-10'],
  ['2026-02-31', 400, 'Choose a day of the calendar'],
])(
  'retention: the day %s is answered with %i',
  async (retainUntil, status, sentence, today = '2026-11-01') => {
    app.setNow(new Date(`${today}T04:00:00Z`))
    const cohortId = await cohortUntil(null)
    const form = { ...FORM, name: `Cohort ${cohortId}`, retainUntil }
    const answer = await app.post(`/admin/cohorts/${cohortId}`, form, { as: admin.id })
    expect(answer.status).toBe(status)
    const html = await answer.text()
    if (status !== 302) expect(html).toContain('id="retainUntil-error"')
    if (sentence && status !== 400) expect(html).toContain(sentence)
    if (status === 302) {
      // A day that stands may pass while other settings are changed.
      app.setNow(day('2026-12-30'))
      const again = await app.post(
        `/admin/cohorts/${cohortId}`,
        { ...form, graceSeconds: '60' },
        { as: admin.id },
      )
      expect(again.status).toBe(302)
    }
  },
)
