import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCourse } from '#app/features/lessons/course-files/read-course.server.ts'
import { importLessons } from '#app/features/lessons/operations/import-lessons.server.ts'
import { liveEditorTexts } from '#app/features/lessons/queries/editing.server.ts'
import { seedCohort } from '#db/seeds/cohort.ts'
import { seedCourse, seedLesson, seedLessonVersion } from '#db/seeds/course.ts'
import { type SeededPerson, seedPerson } from '#db/seeds/people.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'

let app: TestApp
let admin: SeededPerson
let reader: SeededPerson
beforeAll(async () => {
  app = await openTestApp()
  const { db } = app.services
  const cohort = await seedCohort(db, { start_date: '2026-11-20' })
  admin = await seedPerson(db, { role: 'admin', locale: 'en' })
  reader = await seedPerson(db, { role: 'participant', locale: 'ru', cohortId: cohort.id })
  app.setNow(new Date('2026-11-24T04:00:00Z'))
  await seedCourse(db)
})
afterAll(() => app.close())

const check = `<SelfCheck id="one" kind="single">

Куда обратится истец?

<Option correct>

В суд ответчика.

<Why>Так говорит общее правило.</Why>

</Option>
<Option>

В суд истца.

<Why>Это исключение.</Why>

</Option>
<Option>

В любой суд.

<Why>Такого правила нет.</Why>

</Option>

</SelfCheck>`
const text = (title: string, body = 'Слова урока.') =>
  `---\ntitle: ${title}\nsummary: Одно предложение.\n---\n\n## Начало\n\n${body}\n\n${check}\n`

const page = async (address: string) => (await app.get(address, { as: admin.id })).text()
const save = (slug: string, source: string, more: Record<string, string> = {}) =>
  app.post(`/admin/lessons/${slug}`, { intent: 'save', locale: 'ru', source, ...more }, { as: admin.id })
const publish = (slug: string, versionId: string) =>
  app.post(`/admin/lessons/${slug}`, { intent: 'publish', locale: 'ru', versionId }, { as: admin.id })
const versions = (lessonId: string) =>
  app.services.db
    .selectFrom('lesson_version')
    .where('lesson_id', '=', lessonId)
    .orderBy('number')
    .select(['id', 'number', 'state', 'source', 'created_by'])
    .execute()
const readByParticipant = async (slug: string) =>
  (await app.get(`/lessons/${slug}`, { as: reader.id })).text()
const audited = async (type: string) =>
  (await app.services.db.selectFrom('audit_event').where('type', '=', type).select('details').execute())
    .length

test('lesson editor: a new text is saved, compiled, previewed, published and rolled back; participants see only what is live', async () => {
  const lesson = await seedLesson(app.services.db, { slug: 'way', texts: { ru: { title: 'Старый' } } })
  const saved = await save('way', text('Новый урок'))
  expect(saved.status).toBe(303)
  expect(await page(saved.headers.get('Location') ?? '')).toContain('Version 2 is saved')
  const before = await versions(lesson.id)
  expect(before.map((one) => [one.number, one.state])).toEqual([
    [1, 'ready'],
    [2, 'waiting'],
  ])
  const [first, second] = before.map((one) => one.id)
  // What is not compiled can neither be read nor go live.
  expect((await publish('way', second ?? '')).status).toBe(409)
  expect((await app.get(`/admin/lessons/way/preview/${second}`, { as: admin.id })).status).toBe(404)
  await app.drain()
  expect(await readByParticipant('way')).toContain('Старый')
  const preview = await page(`/admin/lessons/way/preview/${second}`)
  expect(preview).toContain('Новый урок')
  expect(preview).toContain('Так говорит общее правило.')
  expect(preview.match(/Right answer</g)).toHaveLength(1)
  const published = await publish('way', second ?? '')
  expect(await page(published.headers.get('Location') ?? '')).toContain('Version 2 is live now.')
  const read = await readByParticipant('way')
  expect(read).toContain('Новый урок')
  expect(read).not.toContain('Так говорит общее правило.')
  expect((await publish('way', second ?? '')).status).toBe(409)
  expect((await publish('way', first ?? '')).status).toBe(303)
  expect(await readByParticipant('way')).toContain('Старый')
  expect(await audited('lesson-version.added')).toBe(1)
  expect(await audited('lesson-version.published')).toBe(2)
})

test('a refused text is stored nowhere: every fault with its place, the text stays in the form, live stays live', async () => {
  const lesson = await seedLesson(app.services.db, { slug: 'bad', texts: { ru: { title: 'Живой' } } })
  const source = text('Плохой', 'Слова {process.exit()}.\n\n<script>alert(1)</script>\n\n<Unknown />')
  const answer = await save('bad', source, { publish: 'yes' })
  expect(answer.status).toBe(400)
  const html = await answer.text()
  expect(html).toMatch(/The text has \d+ faults and was not saved/)
  expect(html).toContain('href="#line-8"')
  expect(html).toContain('id="line-8"')
  expect(html).toContain('Line 8, column 7')
  expect(html).toContain('<mark>Слова {process.exit()}.</mark>')
  expect(html).toContain('&lt;Unknown /&gt;')
  expect(html).not.toContain('<script>alert')
  await app.drain()
  expect(await versions(lesson.id)).toHaveLength(1)
  expect(await readByParticipant('bad')).toContain('Живой')
})

test('a text that the compiler refuses later changes nothing that is live, and the admin sees why', async () => {
  const { db } = app.services
  const lesson = await seedLesson(db, { slug: 'late', texts: { ru: { title: 'Живой' } } })
  const cites = '<Statute act="gpk" article="29" wording="2026-07-01">ст. 29 ГПК</Statute>'
  expect((await save('late', text('Потом', cites), { publish: 'yes' })).status).toBe(303)
  // The act goes between saving and compiling: the job finds what the guard could not.
  await db.updateTable('course').set({ acts: '[]' }).execute()
  await app.drain()
  await seedCourse(db)
  expect((await versions(lesson.id)).map((one) => one.state)).toEqual(['ready', 'refused'])
  expect(await readByParticipant('late')).toContain('Живой')
  expect(await page('/admin/lessons')).toContain('version 2 refused: 1 fault')
  expect((await publish('late', (await versions(lesson.id))[1]?.id ?? '')).status).toBe(409)
})

test('a file counts instead of the text; what is no text, or nothing, is said beside the field', async () => {
  const lesson = await seedLesson(app.services.db, { slug: 'file' })
  const send = async (bytes: BlobPart, source = 'typed') => {
    const body = new FormData()
    for (const [name, value] of Object.entries({ intent: 'save', locale: 'ru', source }))
      body.set(name, value)
    body.set('file', new File([bytes], 'ru.mdx'))
    return app.send('/admin/lessons/file', { method: 'POST', body }, { as: admin.id })
  }
  const broken = await send(new Uint8Array([0xff, 0xfe, 0x00]))
  expect(broken.status).toBe(400)
  const said = await broken.text()
  expect(said).toContain('The file is not a text in UTF-8.')
  expect(said).toContain('typed</textarea>')
  const empty = await send('', ' ')
  expect(empty.status).toBe(400)
  expect(await empty.text()).toContain('Choose a file, or write the text.')
  expect((await send(text('Из файла'))).status).toBe(303)
  expect((await versions(lesson.id)).at(-1)?.source).toContain('Из файла')
  expect((await send('x'.repeat(1_100_000))).status).toBe(413)
})

test('lesson editor: two admins at once get a number each, the same text is saved once', async () => {
  const lesson = await seedLesson(app.services.db, { slug: 'both' })
  const other = await seedPerson(app.services.db, { role: 'admin', locale: 'en' })
  const by = (as: string, title: string) =>
    app.post('/admin/lessons/both', { intent: 'save', locale: 'ru', source: text(title) }, { as })
  const answers = await Promise.all([
    ...['а', 'б', 'в'].flatMap((title) => [by(admin.id, `${title} 1`), by(other.id, `${title} 2`)]),
  ])
  expect(answers.map((answer) => answer.status)).toEqual([303, 303, 303, 303, 303, 303])
  expect((await versions(lesson.id)).map((one) => one.number)).toEqual([1, 2, 3, 4, 5, 6, 7])
  const same = await Promise.all([by(admin.id, 'одно'), by(other.id, 'одно')])
  expect(same.map((answer) => answer.status).sort()).toEqual([303, 409])
  expect(await versions(lesson.id)).toHaveLength(8)
})

test('published when ready; the live texts of the editor are what an export writes', async () => {
  await seedLesson(app.services.db, { slug: 'soon' })
  expect((await save('soon', text('Скоро'), { publish: 'yes' })).status).toBe(303)
  expect(await page('/admin/lessons/soon')).toContain('being prepared, then goes live')
  await app.drain()
  expect(await readByParticipant('soon')).toContain('Скоро')
  const { db } = app.services
  const ctx = { db, now: () => new Date('2027-01-01T00:00:00Z'), requestId: 'x', locale: 'ru' as const }
  const texts = await liveEditorTexts({ ...ctx, actor: { kind: 'system' } })
  expect(texts.find((one) => one.slug === 'soon')?.source).toBe(text('Скоро'))
  expect(texts.map((one) => one.slug)).not.toContain('both')
})

test('the text that `content/` brought is known: saving it unchanged makes no version, an export of it comes back as none', async () => {
  const { db } = app.services
  const { course } = await readCourse('content')
  if (!course) throw new Error('the course is not readable')
  const slug = course.lessons[0]?.slug ?? ''
  const source = course.lessons[0]?.texts.ru ?? ''
  expect(source).toContain('<Statute')
  const ctx = { db, now: () => new Date('2026-11-24T04:00:00Z'), requestId: 'x', locale: 'ru' as const }
  await importLessons({ ...ctx, actor: { kind: 'system' } }, course)
  const unchanged = await save(slug, source)
  expect(unchanged.status).toBe(409)
  expect(await unchanged.text()).toContain('the same text as the newest version')
  const corrected = `${source}\nЕщё одно слово.\n`
  expect((await save(slug, corrected)).status).toBe(303)
  const lessons = course.lessons.map((one) =>
    one.slug === slug ? { ...one, texts: { ...one.texts, ru: corrected } } : one,
  )
  expect(await importLessons({ ...ctx, actor: { kind: 'system' } }, { ...course, lessons })).toEqual({
    added: 0,
  })
  await seedCourse(db)
})

test('the list says what is live, ready, refused, out of date and unchecked, in three statements at most', async () => {
  const { db } = app.services
  const lesson = await seedLesson(db, { slug: 'listed', day: 19, texts: { ru: { title: 'Перечень' } } })
  const source = lesson.versions.ru ?? null
  await seedLessonVersion(db, lesson.id, 'kk', { title: 'Тізім', translatedFrom: source })
  await seedLessonVersion(db, lesson.id, 'ru', { number: 2, effectiveAt: new Date('2026-02-01T00:00:00Z') })
  await seedLessonVersion(db, lesson.id, 'ru', { number: 3, effectiveAt: null })
  const sources = [
    { act: 'gpk', article: '29', wording: '2026-07-01', verified: true },
    { act: 'gpk', article: '30', wording: '2026-07-01', verified: false },
  ]
  await db
    .updateTable('lesson')
    .set({ sources: JSON.stringify(sources) })
    .where('id', '=', lesson.id)
    .execute()
  app.queries.length = 0
  const html = await page('/admin/lessons')
  expect(app.queries.length).toBeLessThanOrEqual(3)
  const row = html.slice(html.indexOf('>19</td>')).split('</tr>')[0]
  expect(row).toContain('version 2<')
  expect(row).toContain('version 3 is ready')
  expect(row).toContain('translation out of date')
  expect(row).toContain('not written')
  expect(row).toMatch(/<span class="tag warn">1<\/span><\/td>$/)
  const detail = await page('/admin/lessons/listed')
  expect(detail).toContain('GPK (en), 30')
  expect(detail.match(/to be checked by the Academy/g)).toHaveLength(1)
})

test('a version of another lesson is not there', async () => {
  const lesson = await seedLesson(app.services.db, { slug: 'mine' })
  const foreign = await seedLesson(app.services.db, { slug: 'foreign' })
  for (const id of [foreign.versions.ru ?? '', 'x'])
    expect((await app.get(`/admin/lessons/mine/preview/${id}`, { as: admin.id })).status).toBe(404)
  expect((await publish('mine', foreign.versions.ru ?? '')).status).toBe(409)
  expect((await publish('mine', lesson.versions.ru ?? '')).status).toBe(409)
  expect((await app.get('/admin/lessons/nowhere', { as: admin.id })).status).toBe(404)
})
