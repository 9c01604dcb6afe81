import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { seedCohort } from '#db/seeds/cohort.ts'
import { seedCheck, seedCourse, seedLesson, seedLessonVersion } from '#db/seeds/course.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'

// Day 5 of the cohort, an hour after its opening.
const now = new Date('2026-11-24T04:00:00Z')

let app: TestApp
let cohortId: string
let person: string
const texts = { ru: { title: 'Урок' }, kk: { title: 'Сабақ' } }

beforeAll(async () => {
  app = await openTestApp()
  const { db } = app.services
  cohortId = (await seedCohort(db, { start_date: '2026-11-20', now })).id
  await seedCourse(db)
  await seedLesson(db, { slug: 'first', day: 1, texts })
  await seedLesson(db, { slug: 'fifth', day: 5, texts })
  await seedLesson(db, { slug: 'sixth', day: 6, texts })
})
afterAll(() => app.close())
beforeEach(async () => {
  app.setNow(now)
  person = (await seedPerson(app.services.db, { cohortId })).id
})

const json = { headers: { Accept: 'application/json' } }
const page = async (address: string, as = person) => (await app.get(address, { as })).text()

async function live(slug: string, locale: 'kk' | 'ru' = 'ru'): Promise<string> {
  const row = await app.services.db
    .selectFrom('lesson_publication as p')
    .innerJoin('lesson as l', 'l.id', 'p.lesson_id')
    .where('l.slug', '=', slug)
    .where('p.locale', '=', locale)
    .orderBy('p.id', 'desc')
    .select('p.version_id')
    .executeTakeFirstOrThrow()
  return row.version_id
}

const answer = (versionId: string, check: string, choice: string[], as = person) =>
  app.post(`/api/self-checks/${versionId}.${check}`, { choice }, { as })

const answersOf = (as = person) =>
  app.services.db
    .selectFrom('self_check_answer')
    .where('person_id', '=', as)
    .orderBy('id')
    .select(['check_id', 'chosen', 'correct'])
    .execute()

test('a lesson opens on its day at the cohort’s hour, not a minute before', async () => {
  app.setNow(new Date('2026-11-25T02:59:59Z'))
  const early = await page('/lessons/sixth')
  expect(early).toContain('25\u00a0ноября, 08:00')
  expect(early).toContain('Алматы, UTC+5')
  expect(early).not.toContain('Question one')
  app.setNow(new Date('2026-11-25T03:00:00Z'))
  expect(await page('/lessons/sixth')).toContain('Question one')
})

test('neither key nor explanation leaves the server before an answer, by whichever address', async () => {
  for (const address of [
    '/lessons/fifth',
    '/lessons/fifth.data',
    '/today.data',
    '/calendar.data',
    '/progress.data',
  ]) {
    const wire = await page(address)
    expect(wire).not.toMatch(/Why [abc] of/)
    expect(wire).not.toMatch(/is-right|"correct"|whyHtml/)
  }
})

test('without a script an answer leads back to its question, with verdict and every explanation', async () => {
  const sent = await answer(await live('fifth'), 'one', ['b'])
  expect(sent.status).toBe(303)
  expect(sent.headers.get('Location')).toBe('/lessons/fifth#check-one')
  const text = await page('/lessons/fifth')
  for (const option of ['a', 'b', 'c']) expect(text).toContain(`Why ${option} of one`)
  expect(text).not.toContain('Why a of two')
  expect(text).toContain('Неверно.')
  await answer(await live('fifth'), 'one', ['a'])
  expect(await page('/lessons/fifth')).toContain('Верно.')
  expect(await answersOf()).toEqual([
    { check_id: 'one', chosen: ['b'], correct: false },
    { check_id: 'one', chosen: ['a'], correct: true },
  ])
})

test('a script gets the judged question and the end of the page as fragments', async () => {
  const address = `/api/self-checks/${await live('fifth')}.one`
  const right = await app.post(address, { choice: 'a' }, { as: person, ...json })
  expect(right.headers.get('Content-Type')).toContain('application/json')
  const body = (await right.json()) as { correct: boolean; check: string; completion: string }
  expect(body.correct).toBe(true)
  expect(body.check).toMatch(/^<form class="check" id="check-one"/)
  expect(body.check).toContain('Why c of one')
  expect(body.completion).toContain('href="#check-two"')
  expect(body.completion).not.toContain('href="#check-one"')
  const refused = await app.post(address, {}, { as: person, ...json })
  expect(refused.status).toBe(400)
  expect(await refused.text()).toContain('Сначала выберите ответ.')
})

test('a refused answer comes back beside its question with 400 and is not recorded', async () => {
  const versionId = await live('fifth')
  for (const [choice, sentence] of [
    [[], 'Сначала выберите ответ.'],
    [['a', 'b'], 'У этого вопроса один верный ответ'],
    [['z'], 'Вопрос изменился'],
  ] as const) {
    const sent = await answer(versionId, 'one', [...choice])
    expect(sent.status).toBe(303)
    const back = await app.get(sent.headers.get('Location') ?? '', { as: person })
    expect(back.status).toBe(400)
    expect(await back.text()).toContain(sentence)
  }
  expect(await answersOf()).toEqual([])
})

test('what is not open or was never live is not judged', async () => {
  const { id: planned } = await seedLesson(app.services.db, { day: 1, texts: {} })
  const draft = await seedLessonVersion(app.services.db, planned, 'ru', {
    effectiveAt: new Date('2027-01-01T00:00:00Z'),
  })
  const addresses = [
    `${await live('sixth')}.one`,
    `${draft}.one`,
    `${await live('fifth')}.none`,
    'x.one',
    'x',
  ]
  for (const id of addresses) {
    const answered = await app.post(`/api/self-checks/${id}`, { choice: 'a' }, { as: person, ...json })
    expect([id, answered.status]).toEqual([id, 404])
  }
  expect(await answersOf()).toEqual([])
  expect((await app.get(`/api/self-checks/${await live('fifth')}.one`, { as: person })).status).toBe(404)
})

test('a lesson is completed only when every question is answered, and remembers the version', async () => {
  const versionId = await live('fifth')
  await answer(versionId, 'one', ['c'])
  const early = await app.post('/lessons/fifth', {}, { as: person })
  expect(early.status).toBe(400)
  const text = await early.text()
  expect(text).toContain('Сначала ответьте на все вопросы урока')
  expect(text).toContain('href="#check-two"')
  await answer(versionId, 'two', ['b'])
  const done = await app.post('/lessons/fifth', {}, { as: person })
  expect([done.status, done.headers.get('Location')]).toEqual([303, '/lessons/fifth#completion'])
  expect((await app.post('/lessons/fifth', {}, { as: person })).status).toBe(303)
  const rows = await app.services.db
    .selectFrom('lesson_completion')
    .where('person_id', '=', person)
    .select(['version_id', 'completed_at'])
    .execute()
  expect(rows).toEqual([{ version_id: versionId, completed_at: now }])
  const completed = await page('/lessons/fifth')
  expect(completed).toContain('24\u00a0ноября 2026\u00a0г. вы завершили этот урок')
  expect(completed).toContain('id="completion" tabindex="-1"')
  expect((await app.post('/lessons/sixth', {}, { as: person })).status).toBe(404)
})

test('the first opening is remembered, later ones change nothing', async () => {
  await page('/lessons/fifth')
  app.setNow(new Date('2026-11-24T09:00:00Z'))
  await page('/lessons/fifth')
  const rows = await app.services.db
    .selectFrom('lesson_visit')
    .where('person_id', '=', person)
    .select('opened_at')
    .execute()
  expect(rows).toEqual([{ opened_at: now }])
})

test('answers hold in another language and after a correction that asks the same, not after another question', async () => {
  const db = app.services.db
  const check = seedCheck('one')
  const swapped = { ...check, options: check.options.map((o) => ({ ...o, correct: o.id === 'b' })) }
  const lesson = await seedLesson(db, {
    slug: 'corrected',
    day: 1,
    texts: { ru: { selfChecks: [check, seedCheck('two')] }, kk: { selfChecks: [check, seedCheck('two')] } },
  })
  for (const id of ['one', 'two']) await answer(lesson.versions.ru ?? '', id, ['a'])
  await app.post('/lessons/corrected', {}, { as: person })
  await db.updateTable('person').set({ locale: 'kk' }).where('id', '=', person).execute()
  expect(await page('/lessons/corrected')).toContain('Why a of one')
  await db.updateTable('person').set({ locale: 'ru' }).where('id', '=', person).execute()
  await seedLessonVersion(db, lesson.id, 'ru', { number: 2, selfChecks: [swapped, seedCheck('two')] })
  const text = await page('/lessons/corrected')
  expect(text).not.toContain('Why a of one')
  expect(text).toContain('Why a of two')
  expect(text).toContain('С тех пор его исправили: перед вами версия 2.')
})

test('a text is chosen in one’s own language, then in Russian, and the page says so', async () => {
  const reader = await seedPerson(app.services.db, { cohortId, locale: 'en' })
  const english = await page('/lessons/fifth', reader.id)
  expect(english).toContain('You are reading the Russian text.')
  expect(english).toContain('<h1 lang="ru">Урок</h1>')
  const kazakh = await seedPerson(app.services.db, { cohortId, locale: 'kk' })
  const own = await page('/lessons/fifth', kazakh.id)
  expect(own).toContain('<h1>Сабақ</h1>')
  expect(own).not.toContain('қазақша мәтіні әзірге жоқ')
})

test('a translation of a text that was corrected since says so', async () => {
  const db = app.services.db
  const lesson = await seedLesson(db, { slug: 'stale', day: 1, texts: { ru: {} } })
  await seedLessonVersion(db, lesson.id, 'kk', { translatedFrom: lesson.versions.ru })
  const kazakh = (await seedPerson(db, { cohortId, locale: 'kk' })).id
  const sentence = 'түпнұсқасы кейін түзетілген'
  expect(await page('/lessons/stale', kazakh)).not.toContain(sentence)
  await seedLessonVersion(db, lesson.id, 'ru', { number: 2 })
  expect(await page('/lessons/stale', kazakh)).toContain(sentence)
})

test('pages of the course cost the session and one statement', async () => {
  for (const address of ['/lessons/fifth', '/today', '/calendar', '/progress']) {
    await page(address)
    app.queries.length = 0
    expect((await app.get(address, { as: person })).status).toBe(200)
    expect([address, app.queries.length]).toEqual([address, 2])
  }
})

test('today names one next action and moves on with what is done', async () => {
  const before = await page('/today')
  expect(before).toContain('День 5. Topic 5 (ru)')
  expect(before).toContain('Вторник, 24 ноября · время Алматы, UTC+5')
  expect(before.match(/class="btn main/g)).toHaveLength(1)
  expect(before).toContain('Начать урок')
  await page('/lessons/fifth')
  expect(await page('/today')).toContain('Продолжить урок')
  for (const id of ['one', 'two']) await answer(await live('fifth'), id, ['a'])
  await app.post('/lessons/fifth', {}, { as: person })
  const after = await page('/today')
  expect(after).toContain('День 5, сегодня: пройден')
  expect(after).toMatch(/btn main[^>]*href="\/lessons\/(?!fifth)/)
})

test('before and after the course, and without one, today is a kind page', async () => {
  app.setNow(new Date('2026-11-19T05:00:00Z'))
  expect(await page('/today')).toContain('Курс начнётся 20\u00a0ноября')
  app.setNow(new Date('2026-12-04T05:00:00Z'))
  expect(await page('/today')).toContain('Курс завершён')
  app.setNow(now)
  const stranger = (await seedPerson(app.services.db)).id
  expect(await page('/today', stranger)).toContain('Вы пока не записаны на курс')
  for (const address of ['/calendar', '/progress', '/lessons/first']) {
    const answer = await app.get(address, { as: stranger })
    expect([answer.status, answer.headers.get('Location')]).toEqual([302, '/today'])
  }
})

test('the calendar feed needs its key, and nobody else’s, and ends with the account', async () => {
  const db = app.services.db
  const feed = /value="([^"]+calendar\.ics[^"]+)"/.exec(await page('/calendar'))?.[1]
  const { pathname, search } = new URL(feed ?? '')
  const file = await app.get(pathname + search)
  expect(file.headers.get('Content-Type')).toContain('text/calendar')
  const text = (await file.text()).replaceAll('\r\n ', '')
  expect(text).toContain('DTSTART:20261124T030000Z')
  expect(text).toContain('/lessons/fifth')
  const other = (await seedPerson(db, { cohortId })).id
  expect((await app.get(pathname + search.replace(person, other))).status).toBe(404)
  expect((await app.get('/calendar.ics')).status).toBe(404)
  await db.updateTable('person').set({ deactivated_at: now }).where('id', '=', person).execute()
  expect((await app.get(pathname + search)).status).toBe(404)
})

test('staff have no course pages, visitors sign in first', async () => {
  const staff = (await seedPerson(app.services.db, { role: 'lead', cohortId })).id
  for (const address of ['/today', '/calendar', '/progress', '/lessons/fifth']) {
    expect((await app.get(address, { as: staff })).status).toBe(403)
    expect((await app.get(address)).headers.get('Location')).toMatch(/^\/sign-in\?redirectTo=/)
  }
})
