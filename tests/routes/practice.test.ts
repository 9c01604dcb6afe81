import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { seedCohort } from '#db/seeds/cohort.ts'
import { seedCourse, seedLesson } from '#db/seeds/course.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { RIGHT, seedPractice, seedQuestions } from '#db/seeds/questions.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'

// Day 5 of the cohort, an hour after its opening.
const now = new Date('2026-11-24T04:00:00Z')
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)

let app: TestApp
let cohortId: string
let person: string

beforeAll(async () => {
  app = await openTestApp()
  const { db } = app.services
  cohortId = (await seedCohort(db, { start_date: '2026-11-20', now })).id
  await seedCourse(db)
  await db
    .updateTable('course')
    .set({
      spheres: JSON.stringify(
        ['civil', 'criminal', 'labour'].map((id) => ({
          id,
          branch: true,
          title: { kk: id, ru: id, en: id },
        })),
      ),
    })
    .execute()
  await seedPractice(db)
  await seedLesson(db, { slug: 'first', day: 1 })
  await seedLesson(db, { slug: 'fifth', day: 5 })
  await seedQuestions(db, { sphere: 'civil', lesson: 'first', count: 12 })
  await seedQuestions(db, { sphere: 'criminal', lesson: 'fifth', count: 12, level: 'counting' })
  await seedQuestions(db, { sphere: 'labour', lesson: 'sixth', count: 2 })
})
afterAll(() => app.close())
beforeEach(async () => {
  app.setNow(now)
  person = (await seedPerson(app.services.db, { cohortId, locale: 'en' })).id
})

const begin = (form: Record<string, string>, as = person) => app.post('/practice', form, { as })

/** Begins a test and answers its id. */
async function begun(form: Record<string, string>, as = person): Promise<string> {
  const answer = await begin(form, as)
  expect(answer.status).toBe(303)
  return (answer.headers.get('location') ?? '').replace('/practice/tests/', '')
}

const items = (testId: string) =>
  app.services.db
    .selectFrom('practice_item as i')
    .innerJoin('question_version as v', 'v.id', 'i.version_id')
    .innerJoin('question as q', 'q.id', 'v.question_id')
    .where('i.test_id', '=', testId)
    .orderBy('i.position')
    .select(['i.position', 'q.code', 'q.sphere', 'v.lesson_slug', 'i.chosen', 'i.flagged', 'i.option_order'])
    .execute()

const answer = (testId: string, form: Record<string, string>, as = person) =>
  app.post(`/practice/tests/${testId}`, { to: '1', ...form }, { as })

const page = async (address: string, as = person) => (await app.get(address, { as })).text()

describe('drawing', () => {
  test('a test of the course takes spheres in turn and fills up where one has too few', async () => {
    const drawn = await items(await begun({ kind: 'fixed', of: 'entry' }))
    const count = (sphere: string) => drawn.filter((item) => item.sphere === sphere).length
    expect(drawn.map((item) => item.position)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(count('labour')).toBe(2)
    expect([count('civil'), count('criminal')].sort()).toEqual([3, 4])
    expect(new Set(drawn.map((item) => item.code)).size).toBe(9)
  })

  test('the test of the day takes the day’s lessons first, then earlier ones', async () => {
    const drawn = await items(await begun({ kind: 'day' }))
    expect(drawn.filter((item) => item.lesson_slug === 'fifth')).toHaveLength(4)
    expect(drawn.filter((item) => item.lesson_slug === 'first')).toHaveLength(2)
  })

  test('training brings what was not seen before what was', async () => {
    const first = await begun({ kind: 'sphere', of: 'civil' })
    await answer(first, { position: '1', to: 'finish' })
    app.setNow(later(1))
    const second = await begun({ kind: 'sphere', of: 'civil' })
    const seen = (await items(first)).map((item) => item.code)
    expect((await items(second)).filter((item) => seen.includes(item.code))).toEqual([])
    await answer(second, { position: '1', to: 'finish' })
    app.setNow(later(2))
    // Twelve questions: the third time two are new, and three of the first test come back.
    const third = (await items(await begun({ kind: 'sphere', of: 'civil' }))).map((item) => item.code)
    expect(third.filter((code) => seen.includes(code))).toHaveLength(3)
  })

  test('each test shows the options in an order of its own', async () => {
    const orders = (await items(await begun({ kind: 'fixed', of: 'entry' }))).map((item) => item.option_order)
    for (const order of orders) expect([...order].sort()).toEqual([0, 1, 2, 3, 4])
    expect(new Set(orders.map(String)).size).toBeGreaterThan(1)
  })

  test('a test and its questions are two statements, however many questions there are', async () => {
    app.queries.length = 0
    await begun({ kind: 'fixed', of: 'entry' })
    const writing = app.queries.filter((query) => /practice_(test|item)/.test(query))
    expect(writing).toHaveLength(2)
  })
})

describe('beginning', () => {
  test('ten windows that begin one test get one', async () => {
    const tests = await Promise.all(Array.from({ length: 10 }, () => begun({ kind: 'fixed', of: 'entry' })))
    expect(new Set(tests).size).toBe(1)
    expect(await items(tests[0] ?? '')).toHaveLength(9)
  })

  test('a test of the course is taken once, training as often as one likes', async () => {
    const once = await begun({ kind: 'fixed', of: 'entry' })
    await answer(once, { position: '1', to: 'finish' })
    expect(await begun({ kind: 'fixed', of: 'entry' })).toBe(once)
    const training = await begun({ kind: 'sphere', of: 'civil' })
    await answer(training, { position: '1', to: 'finish' })
    expect(await begun({ kind: 'sphere', of: 'civil' })).not.toBe(training)
  })

  test('a test of the day whose time ran out makes room for another', async () => {
    const first = await begun({ kind: 'day' })
    app.setNow(later(11))
    expect(await begun({ kind: 'day' })).toBe(first)
    app.setNow(later(13))
    expect(await begun({ kind: 'day' })).not.toBe(first)
  })

  test.each([
    [{ kind: 'fixed', of: 'final' }, 409, 'not open yet'],
    [{ kind: 'fixed', of: 'nothing' }, 409, 'no such test'],
    [{ kind: 'sphere', of: 'maritime' }, 409, 'no such test'],
    [{ kind: 'fixed' }, 400, 'no such test'],
    [{ kind: 'exam', of: 'entry' }, 400, 'no such test'],
    [{ kind: 'fixed', of: "x' or 1=1" }, 400, 'no such test'],
  ])('%o is refused', async (form, status, words) => {
    const refused = await begin(form as Record<string, string>)
    expect(refused.status).toBe(status)
    expect(await refused.text()).toContain(words)
  })

  test('opening pages starts no clock', async () => {
    await page('/practice')
    const rows = app.services.db.selectFrom('practice_test').where('person_id', '=', person).select('id')
    expect(await rows.execute()).toEqual([])
  })
})

describe('answering', () => {
  test('an answer is stored and the next question comes; going back shows it', async () => {
    const test = await begun({ kind: 'fixed', of: 'entry' })
    const stored = await answer(test, { position: '1', option: '3', flagged: 'on', to: '2' })
    expect(stored.headers.get('location')).toBe(`/practice/tests/${test}?q=2`)
    expect((await items(test))[0]).toMatchObject({ chosen: 3, flagged: true })
    expect(await page(`/practice/tests/${test}?q=1`)).toMatch(/checked="" value="3"|value="3" checked=""/)
  })

  test('the last answer counts, and it may be taken back', async () => {
    const test = await begun({ kind: 'fixed', of: 'entry' })
    await answer(test, { position: '1', option: '3' })
    await answer(test, { position: '1', option: '0' })
    expect((await items(test))[0]?.chosen).toBe(0)
    await answer(test, { position: '1' })
    expect((await items(test))[0]?.chosen).toBeNull()
  })

  test('an answer is one statement beside that of the session', async () => {
    const test = await begun({ kind: 'fixed', of: 'entry' })
    app.queries.length = 0
    await answer(test, { position: '1', option: '3' })
    expect(app.queries.length).toBeLessThanOrEqual(2)
  })

  test('by the server’s clock: taken within the grace time, refused after it', async () => {
    const test = await begun({ kind: 'fixed', of: 'entry' })
    app.setNow(later(31.9))
    await answer(test, { position: '1', option: '1' })
    expect((await items(test))[0]?.chosen).toBe(1)
    app.setNow(later(32.1))
    const late = await answer(test, { position: '1', option: '2', to: '2' })
    expect(late.headers.get('location')).toBe(`/practice/tests/${test}`)
    expect((await items(test))[0]?.chosen).toBe(1)
    expect(await page(`/practice/tests/${test}`)).toContain('The time ran out')
  })

  test('after handing in nothing changes', async () => {
    const test = await begun({ kind: 'fixed', of: 'entry' })
    await answer(test, { position: '1', option: '1', to: 'finish' })
    await answer(test, { position: '1', option: String(RIGHT) })
    expect((await items(test))[0]?.chosen).toBe(1)
  })

  test('an answer that meets the hand-in waits for it, and is not stored', async () => {
    const test = await begun({ kind: 'fixed', of: 'entry' })
    const { db } = app.services
    const sent = await db.transaction().execute(async (tx) => {
      await tx.updateTable('practice_test').set({ finished_at: now }).where('id', '=', test).execute()
      const waiting = answer(test, { position: '1', option: '2', to: '2' })
      await vi.waitFor(async () => {
        const { rows } = await sql`select 1 from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
        expect(rows).toHaveLength(1)
      })
      return { waiting }
    })
    expect((await sent.waiting).headers.get('location')).toBe(`/practice/tests/${test}`)
    expect((await items(test))[0]?.chosen).toBeNull()
  })

  test('somebody else’s test, another position, an odd address: 404 and nothing stored', async () => {
    const test = await begun({ kind: 'fixed', of: 'entry' })
    const stranger = (await seedPerson(app.services.db, { cohortId })).id
    expect((await app.get(`/practice/tests/${test}`, { as: stranger })).status).toBe(404)
    expect((await answer(test, { position: '1', option: '1' }, stranger)).status).toBe(404)
    expect((await answer(test, { position: '77', option: '1' })).status).toBe(404)
    expect((await app.get('/practice/tests/none', { as: person })).status).toBe(404)
    expect((await items(test)).every((item) => item.chosen === null)).toBe(true)
  })

  test.each([
    { position: '1', option: '5' },
    { position: '0', option: '1' },
    { position: '1', option: '1.5' },
    { position: '1', option: '1', to: 'nowhere' },
  ])('%o is refused with the page', async (form) => {
    const test = await begun({ kind: 'fixed', of: 'entry' })
    const refused = await answer(test, form as Record<string, string>)
    expect(refused.status).toBe(400)
    expect(await refused.text()).toContain('could not be read')
  })
})

describe('the key', () => {
  test('neither key nor reasons nor a sum leave the server before the end, by whichever address', async () => {
    const test = await begun({ kind: 'fixed', of: 'entry' })
    for (const { position } of await items(test))
      await answer(test, { position: String(position), option: String(RIGHT) })
    for (const address of [
      `/practice/tests/${test}`,
      `/practice/tests/${test}.data`,
      '/practice',
      '/practice.data',
    ]) {
      const wire = await page(address)
      expect(wire).not.toMatch(/Why [a-e] of|"correct"|"right"/)
    }
    expect(await page('/practice')).not.toContain('9 of 9')
  })

  test('afterwards each wrong answer has its reason, its norm and its lesson', async () => {
    const test = await begun({ kind: 'sphere', of: 'civil' })
    await answer(test, { position: '1', option: String(RIGHT) })
    await answer(test, { position: '2', option: '0' })
    await answer(test, { position: '3', option: '0', to: 'finish' })
    const result = await page(`/practice/tests/${test}`)
    expect(result).toContain('1/5')
    const drawn = await items(test)
    expect(result).not.toContain(`Why a of ${drawn[0]?.code}`)
    expect(result).toContain(`Why a of ${drawn[1]?.code}`)
    expect(result).toContain('GPK (en), Art. 29(1)')
    expect(result).toContain('href="/lessons/first"')
    expect(await page(`/practice/tests/${test}?show=all`)).toContain(`Why a of ${drawn[0]?.code}`)
    expect(await page('/practice')).toContain('1 of 5')
  })

  test('what others chose is shown from five answers on', async () => {
    const { db } = app.services
    await seedQuestions(db, { sphere: 'shares', lesson: 'first', count: 1 })
    await db
      .updateTable('course')
      .set((eb) => ({
        spheres: eb.cast(
          eb.val(JSON.stringify([{ id: 'shares', branch: true, title: { kk: 's', ru: 's', en: 's' } }])),
          'jsonb',
        ),
      }))
      .execute()
    const take = async () => {
      const as = (await seedPerson(db, { cohortId, locale: 'en' })).id
      const test = await begun({ kind: 'sphere', of: 'shares' }, as)
      await answer(test, { position: '1', option: '0', to: 'finish' }, as)
      return page(`/practice/tests/${test}`, as)
    }
    for (let number = 1; number <= 4; number += 1) expect(await take()).not.toContain('n = ')
    expect(await take()).toMatch(/chosen by 100.?% \(n = 5\)/)
  })
})
