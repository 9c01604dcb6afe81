import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedCohort } from '#db/seeds/cohort.ts'
import { seedCourse, seedLesson } from '#db/seeds/course.ts'
import { seedOutcome, seedRelease } from '#db/seeds/marks.ts'
import { seedParticipants } from '#db/seeds/participants.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { seedCompletion, seedVisit } from '#db/seeds/progress.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'

// Day 5 of both cohorts, after its opening.
const now = new Date('2026-11-24T06:00:00Z')
const en = { locale: 'en' as const }

let app: TestApp
let large: string
let small: string
let admin: string
let lead: string
let observer: string
let pupil: string
const prompt = { id: randomUUID(), version: randomUUID() }

beforeAll(async () => {
  app = await openTestApp()
  app.setNow(now)
  const { db } = app.services
  await seedCourse(db)
  const lessons = []
  for (let day = 1; day <= 14; day++) lessons.push(await seedLesson(db, { day }))
  large = (await seedCohort(db, { name: 'Large', start_date: '2026-11-20', now })).id
  small = (await seedCohort(db, { name: 'Small', start_date: '2026-11-19', now })).id
  await db.transaction().execute((tx) => seedParticipants(tx, { cohortId: large, count: 150, now }))
  admin = (await seedPerson(db, { ...en, role: 'admin' })).id
  lead = (await seedPerson(db, { ...en, role: 'lead', cohortId: small })).id
  observer = (await seedPerson(db, { ...en, role: 'observer', name: 'Өз аты', cohortId: small })).id
  const member = { cohortId: small, region: 'Шымкент' }
  pupil = (await seedPerson(db, { ...member, name: '=Әділ', email: 'hidden.one@sot.kz' })).id
  await seedPerson(db, {
    ...member,
    name: 'Ұлпан',
    region: 'Ақтөбе',
    last_seen_at: new Date(+now - 19 * 3_600_000),
  })
  await seedPerson(db, { ...member, name: 'Кетіп қалған', deactivated_at: now })
  await seedPerson(db, { ...member, name: 'Оқытушы', role: 'instructor' })
  const done = lessons
    .slice(0, 4)
    .map((lesson) => ({ personId: pupil, lessonId: lesson.id, versionId: lesson.versions.ru ?? '', at: now }))
  await seedCompletion(db, ...done)
  const fifth = lessons[4]
  await seedVisit(db, {
    personId: pupil,
    lessonId: fifth?.id ?? '',
    versionId: fifth?.versions.ru ?? '',
    at: now,
  })
  await seedEssay()
})
afterAll(() => app.close())

async function seedEssay(): Promise<void> {
  const { db } = app.services
  const rubric = {
    id: randomUUID(),
    slug: 'short',
    hash: 'short',
    title: '{}',
    pass_points: 9,
    created_at: now,
  }
  await db
    .insertInto('rubric')
    .values({ ...rubric, criteria: JSON.stringify([{ max: 5 }, { max: 12 }]) })
    .execute()
  await db.insertInto('prompt').values({ id: prompt.id, slug: 'oven' }).execute()
  const version = {
    id: prompt.version,
    prompt_id: prompt.id,
    number: 1,
    hash: 'one',
    kind: 'case-analysis' as const,
    rubric_id: rubric.id,
  }
  const limits = { day: 2, due_day: 4, cut_off_day: 4, minutes: 90, words_min: 10, words_max: 100 }
  const texts = JSON.stringify({
    ru: { title: 'Печь без договора', brief: '', model: 'MODEL', notes: 'NOTES' },
  })
  await db
    .insertInto('prompt_version')
    .values({ ...version, ...limits, texts, created_at: now })
    .execute()
}

const read = async (as: string, query = '', address = '/admin/progress') =>
  (await app.get(`${address}${query}`, { as })).text()
const names = (html: string) => [...html.matchAll(/<th scope="row">([^<]+)</g)].map((found) => found[1] ?? '')
// The map of days, without the table of counts below it.
const people = (html: string) => names(html.split('<table class="cards"')[0] ?? '')
const rowOf = (html: string, name: string) =>
  html.split('<tr>').find((row) => row.includes(`>${name}<`)) ?? ''
const letters = (row: string) => [...row.matchAll(/<td class="([dhmof])"/g)].map((found) => found[1]).join('')
const ofSmall = () => `?cohort=${small}`

test('150 participants by 14 days cost the session and two statements, page and file alike', async () => {
  await app.cookieOf(admin)
  for (const address of ['/admin/progress', '/admin/progress.csv']) {
    for (const cohort of [large, small]) {
      app.queries.length = 0
      const answer = await app.get(`${address}?cohort=${cohort}`, { as: admin })
      // That names left the house is written down: one statement in a transaction.
      const noting = address.endsWith('.csv') ? 3 : 0
      expect([address, answer.status, app.queries.length]).toEqual([address, 200, 3 + noting])
    }
  }
  const noted = await app.services.db
    .selectFrom('audit_event')
    .where('type', '=', 'progress.downloaded')
    .where('subject_id', '=', large)
    .select(['actor_id', 'details'])
    .execute()
  expect(noted).toEqual([{ actor_id: admin, details: { people: 150 } }])
  const html = await read(admin, `?cohort=${large}`)
  expect(names(html)).toHaveLength(150)
  expect(names(html)).toEqual(names(html).toSorted(new Intl.Collator('kk').compare))
  expect(html.match(/<td class="[dhmof]"/g)).toHaveLength(150 * 14)
})

test('each day of a participant has its state; staff and deactivated people are not in the map', async () => {
  const html = await read(lead, ofSmall())
  expect(people(html)).toEqual(['=Әділ', 'Ұлпан'])
  // Small began a day earlier: day 5 is over, today is day 6.
  expect(letters(rowOf(html, '=Әділ'))).toBe('ddddhoffffffff')
  expect(letters(rowOf(html, 'Ұлпан'))).toBe('mmmmmoffffffff')
  expect(rowOf(await read(admin, ofSmall()), 'Ұлпан')).toContain('19\u00a0h')
  // Whoever marks learns the day and not the hour.
  expect(rowOf(html, 'Ұлпан')).toContain('Mon 23 Nov')
  expect(html).toContain('Small · day 6 of 14')
  expect(html).toMatch(/<b>0<\/b><span>of 2 on pace/)
  expect(html).toMatch(/<b>1<\/b><span>one day behind/)
})

test('observer: a cohort of fewer than five participants shows no figures', async () => {
  const html = await read(observer)
  expect(html).toContain('This cohort has fewer than 5 participants')
  expect(html).not.toMatch(/<b>\d+<\/b>/)
  expect(names(html)).toEqual([])
  expect((await read(observer, '', '/admin/progress.csv')).trim().split('\n')).toHaveLength(1)
  // Staff who see names see them in a small cohort, too.
  expect(people(await read(lead))).toHaveLength(2)
})

test('observer: figures by region, and neither a name nor an e-mail by whichever address', async () => {
  const { db } = app.services
  const five = (await seedCohort(db, { name: 'Five', start_date: '2026-11-19', now })).id
  const watcher = (await seedPerson(db, { ...en, role: 'observer', cohortId: five })).id
  await db.insertInto('enrolment').values({ cohort_id: five, person_id: pupil }).execute()
  for (const region of ['Ақтөбе', 'Абай облысы', 'Алматы', 'Астана'])
    await seedPerson(db, { cohortId: five, region, name: 'Ұлпан', email: `${randomUUID()}@sot.kz` })
  const html = await read(watcher)
  // One of each region: figures of one are that person's.
  expect(names(html)).toEqual(['Regions with fewer than 5 participants, together'])
  for (const address of ['/admin/progress', '/admin/progress.csv', '/admin/progress.data']) {
    const answer = await app.get(address, { as: watcher })
    const wire = await answer.text()
    expect([address, answer.status]).toEqual([address, 200])
    expect(wire).not.toMatch(/Шымкент|Shymkent|Әділ|Ұлпан|hidden\.one|@sot\.kz/)
    expect(wire).not.toContain(pupil)
  }
})

test('a lead and an observer reach their own cohorts only; participants and markers none', async () => {
  for (const address of ['/admin/progress', '/admin/progress.csv']) {
    for (const as of [lead, observer]) {
      expect((await app.get(`${address}?cohort=${large}`, { as })).status).toBe(404)
      expect((await app.get(`${address}?cohort=x`, { as })).status).toBe(404)
      expect(await read(as, '', address)).not.toContain('Large')
    }
    const marker = (await seedPerson(app.services.db, { role: 'instructor', cohortId: small })).id
    for (const as of [pupil, marker]) expect((await app.get(address, { as })).status).toBe(403)
    expect((await app.get(address)).headers.get('Location')).toMatch(/^\/sign-in\?redirectTo=/)
  }
  const stranger = (await seedPerson(app.services.db, { ...en, role: 'lead' })).id
  expect(await read(stranger)).toContain('No cohort yet')
})

test('filters narrow the map and the file, keep what was chosen, and leave the figures whole', async () => {
  const by = (query: string) => read(admin, `${ofSmall()}&${query}`)
  expect(names(await by(`name=${encodeURIComponent('әДІЛ')}`))).toEqual(['=Әділ'])
  expect(names(await by(`region=${encodeURIComponent('Ақтөбе')}`))).toEqual(['Ұлпан'])
  expect(names(await by('behind=one'))).toEqual(['=Әділ'])
  expect(names(await by('behind=rubbish'))).toHaveLength(2)
  const more = await by('behind=more')
  expect(names(more)).toEqual(['Ұлпан'])
  expect(more).toContain('<option value="more" selected="">')
  expect(more).toContain('Shown: 1 of 2')
  expect(more).toContain('of 2 on pace')
  expect(await by('behind=none')).toContain('Nobody found')
  const file = await read(admin, `${ofSmall()}&behind=more`, '/admin/progress.csv')
  expect(file).toContain('Ұлпан')
  expect(file).not.toContain('Әділ')
})

test('the file opens in a spreadsheet: mark, semicolons, heads, and no cell that is a formula', async () => {
  const answer = await app.get(`/admin/progress.csv${ofSmall()}`, { as: admin })
  expect(answer.headers.get('Content-Type')).toBe('text/csv; charset=utf-8')
  expect(answer.headers.get('Content-Disposition')).toBe(
    'attachment; filename="alqa-progress-2026-11-24.csv"',
  )
  const bytes = new Uint8Array(await answer.arrayBuffer())
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  const lines = new TextDecoder()
    .decode(bytes)
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(';'))
  expect(lines.map((cells) => cells.length)).toEqual([19, 19, 19])
  expect(lines[0]?.slice(0, 3)).toEqual(['Participant', 'Region', 'Day 1'])
  expect(lines[1]?.slice(0, 3)).toEqual([`'=Әділ`, 'Shymkent', 'done'])
  expect(lines[2]?.at(16)).toBe('5')
  expect(lines[2]?.at(-1)).toBe('2026-11-23 16:00')
  for (const [index, name] of ['+1', '-1', '@SUM(A1)', '\tx'].entries()) {
    await app.services.db.updateTable('person').set({ name }).where('id', '=', pupil).execute()
    expect([index, await read(lead, '', '/admin/progress.csv')]).toEqual([
      index,
      expect.stringContaining(`'${name}`),
    ])
  }
  await app.services.db.updateTable('person').set({ name: '=Әділ' }).where('id', '=', pupil).execute()
})

test('progress by name: an essay has its state, and points once they are released, not a moment before', async () => {
  const { db } = app.services
  const essayCell = async () =>
    / class="x small soft">([^<]*)<\/td><td class="x[^>]*>[^<]*<\/td><\/tr>/.exec(
      rowOf(await read(admin, ofSmall()), '=Әділ'),
    )?.[1]
  expect(await read(admin, ofSmall())).toContain('Essay 1: Печь без договора, due on day 4')
  expect(await essayCell()).toBe('missed')
  const ids = { person_id: pupil, cohort_id: small, prompt_id: prompt.id, prompt_version_id: prompt.version }
  const attempt = {
    ...ids,
    id: randomUUID(),
    number: 1,
    locale: 'ru' as const,
    started_at: new Date('2026-11-21T04:00:00Z'),
    deadline_at: new Date('2026-11-24T07:00:00Z'),
  }
  await db.insertInto('attempt').values(attempt).execute()
  expect(await essayCell()).toBe('writing')
  app.setNow(attempt.deadline_at)
  expect(await essayCell()).toBe('time is up')
  app.setNow(now)
  await db
    .updateTable('attempt')
    .set({ closed_at: now, closed_by: 'participant' })
    .where('id', '=', attempt.id)
    .execute()
  const submission = {
    ...ids,
    id: randomUUID(),
    attempt_id: attempt.id,
    locale: 'ru' as const,
    text: 'Текст',
    words: 1,
  }
  const stamps = { sha256: randomUUID(), receipt_number: randomUUID(), alias: randomUUID() }
  await db
    .insertInto('submission')
    .values({ ...submission, ...stamps, submitted_at: new Date('2026-11-23T11:00:00Z') })
    .execute()
  expect(await essayCell()).toBe('handed in')
  expect(await read(admin, ofSmall())).toMatch(
    /<b>1<\/b><span>essay waiting for marking(<!-- -->)?, the oldest for 19\u00a0h/,
  )
  const outcomeId = await seedOutcome(db, { submissionId: submission.id, points: 13.5, by: lead, at: now })
  expect(await read(admin, ofSmall())).not.toContain('13.5')
  expect(await read(admin, ofSmall(), '/admin/progress.csv')).not.toContain('13.5')
  await seedRelease(db, { outcomeId, at: now, by: lead })
  expect(await essayCell()).toBe('13.5/17')
  expect(await read(admin, ofSmall())).toContain('<b>0</b>')
})
