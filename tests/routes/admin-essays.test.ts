import { afterAll, beforeAll, expect, test } from 'vitest'
import { countWords } from '#app/features/lessons/mdx/reading-time.ts'
import { seedLesson, seedLessonVersion } from '#db/seeds/course.ts'
import { seedMark } from '#db/seeds/marks.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { seedPrompt } from '#db/seeds/prompt.ts'
import { seedSubmission } from '#db/seeds/submissions.ts'
import { seedLateCopy } from '#db/seeds/writing.ts'
import { after, names, now, openAdminEssays, rowOf } from '#tests/setup/admin-essays.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'

let app: TestApp
let cohortId: string
let admin: string
let at: Awaited<ReturnType<typeof openAdminEssays>>
beforeAll(async () => {
  app = await openTestApp()
  at = await openAdminEssays(app)
  ;({ cohortId, admin } = at)
})
afterAll(() => app.close())

const count = (html: string, what: RegExp) => html.match(what)?.length ?? 0

const list = (query = '', cohort = cohortId) => at.list(query, cohort)
const participant = (name: string, cohort = cohortId) => at.participant(name, cohort)

async function submitted(name: string, given: { late?: boolean; text?: string } = {}) {
  const person = await participant(name)
  const { late = false, text = 'One two three.' } = given
  const essay = { personId: person.id, cohortId, promptSlug: 'case', locale: 'ru' as const, text, late }
  await seedSubmission(app.services.db, { ...essay, submittedAt: after(-60) })
  return person
}

test('every participant stands in the list with what became of her attempt, never with a text', async () => {
  const own = await at.cohort()
  const text = 'Қазақстан Республикасы, ст. 191 ГК – по-русски, don’t 42'
  const busy = await at.writing('Ә Жазушы', own)
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
  expect(row).toContain('until 24\u00a0November 2026, 10:30')
  // The database counts words as every other page does.
  expect(row).toContain(`>${countWords(text)}<`)
  expect(row).toContain(`href="/admin/essays/${busy.attempt.id}"`)
  expect(rowOf(html, 'Б Бастамаған')).toContain('not begun')
  expect(html).not.toContain('Республикасы')
  expect(html).toContain('Times: Almaty, UTC+5')
})

test('the list is matchingPeople by state, lateness, waiting copies and name', async () => {
  const late = await submitted('Дана Кеш', { late: true })
  const plain = await submitted('Ерлан Дер кезінде')
  const copied = await submitted('Жанна Көшірме')
  await participant('Заря')
  const copy = { attemptId: (await at.attemptOf(copied.id)).id, text: 'a later text', receivedAt: now }
  await seedLateCopy(app.services.db, copy)
  expect(names(await list('&state=late'))).toEqual([late.name])
  expect(names(await list('&state=copies'))).toEqual([copied.name])
  expect(rowOf(await list('&state=copies'), copied.name)).toContain('late copy to decide')
  expect(names(await list('&state=submitted'))).toEqual([late.name, plain.name, copied.name])
  expect(names(await list('&search=%D0%B7%D0%B0%D1%80'))).toEqual(['Заря'])
  expect(names(await list(`&search=${plain.email}`))).toEqual([plain.name])
  expect(await list('&search=nobody')).toContain('Nobody found')
  // What is no filter is none; what is no cohort or essay is not there.
  expect(names(await list('&state=x')).length).toBeGreaterThan(3)
  for (const address of ['cohort=x&prompt=case', `cohort=${cohortId}&prompt=x`])
    expect((await app.get(`/admin/essays?${address}`, { as: admin })).status).toBe(404)
})

test('120 participants come in pages, forwards and backwards, at the cost of three statements', async () => {
  const own = await at.cohort()
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
  const { id: attemptId } = await at.attemptOf(person.id)
  await seedLateCopy(app.services.db, { attemptId, text: 'a later text', receivedAt: after(-590) })
  const overview = await (await app.get('/admin', { as: admin })).text()
  expect(overview).toMatch(/<strong>\d essays? ha(s|ve) a late copy<\/strong>/)
  const href = [...overview.matchAll(/href="(\/admin\/essays[^"]*state=copies)"/g)]
    .map((one) => one[1]?.replaceAll('&amp;', '&') ?? '')
    .find((one) => one.includes('prompt=elsewhere'))
  const led = await (await app.get(href ?? '', { as: admin })).text()
  expect(names(led)).toEqual(['Ұзақ күткен'])
})

test('overview: every link leads to exactly the rows that it counts', async () => {
  const { db } = app.services
  const other = await at.cohort()
  const essay = { promptSlug: 'case', locale: 'ru' as const, text: 'One two three.' }
  const marker = (await seedPerson(db, { role: 'instructor', cohortId: other })).id
  for (const name of ['Бірінші', 'Екінші', 'Үшінші']) {
    const { id: personId } = await participant(name, other)
    const id = await seedSubmission(db, { ...essay, personId, cohortId: other, submittedAt: after(-60) })
    const content = {
      text: essay.text,
      scores: { facts: 4, norm: 3 },
      remarks: {},
      annotations: [],
      overall: '',
    }
    if (name === 'Үшінші') await seedMark(db, { submissionId: id, markerId: marker, essay: content, at: now })
  }
  const lesson = await seedLesson(db, { slug: 'told', day: 3, texts: { ru: { title: 'Сабақ' } } })
  await seedLessonVersion(db, lesson.id, 'kk', { translatedFrom: lesson.versions.ru ?? null })
  await seedLessonVersion(db, lesson.id, 'ru', { number: 2, effectiveAt: after(-30) })
  await seedLesson(db, { slug: 'untold', day: 4, texts: { ru: { title: 'Тыныш' } } })
  app.queries.length = 0
  const overview = await (await app.get('/admin', { as: admin })).text()
  const statements = app.queries.length
  const doors = [
    ...overview.matchAll(/href="(\/(?:admin|grade)\/[^"]+)"[^>]*>[^<]*<span class="vh">: (\d+) /g),
  ]
  const rows: Record<string, (html: string) => number> = {
    'state=undecided': (html) => count(html, /href="\/admin\/essays\/[0-9a-f-]{36}"/g),
    'state=copies': (html) => count(html, /href="\/admin\/essays\/[0-9a-f-]{36}"/g),
    'state=unseen': (html) => count(html, /<th scope="row">/g),
    'show=outdated': (html) => count(html, />translation out of date</g),
    '/grade/release': (html) => count(html, /name="outcome"/g),
  }
  const seen: string[] = []
  for (const [, address = '', counted] of doors) {
    const href = address.replaceAll('&amp;', '&')
    const kind = Object.keys(rows).find((one) => href.includes(one)) ?? href
    seen.push(kind)
    // On every page of the list.
    let found = 0
    for (let next = href; next; ) {
      const html = await (await app.get(next, { as: admin })).text()
      found += rows[kind]?.(html) ?? Number.NaN
      next = /rel="next" href="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? ''
    }
    expect([kind, found]).toEqual([kind, Number(counted)])
  }
  expect(new Set(seen)).toEqual(new Set(Object.keys(rows)))
  expect(seen.filter((kind) => kind === 'state=undecided').length).toBeGreaterThan(1)
  // As many statements however much there is: the session, the figures, what is erased soon, the names of places, the jobs.
  expect(statements).toBe(5)
})
