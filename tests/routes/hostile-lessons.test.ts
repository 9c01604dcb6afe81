import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compileVersion } from '#app/features/lessons/operations/compile-version.server.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { seedCourse, seedLesson } from '#db/seeds/course.ts'
import { type SeededPerson, seedPerson } from '#db/seeds/people.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'

let app: TestApp
let admin: SeededPerson
beforeAll(async () => {
  app = await openTestApp()
  admin = await seedPerson(app.services.db, { role: 'admin', locale: 'en' })
  app.setNow(new Date('2026-11-24T04:00:00Z'))
  await seedCourse(app.services.db)
})
afterAll(() => app.close())

const text = (title: string, body = 'Слова урока.') =>
  `---\ntitle: ${title}\nsummary: Одно предложение.\n---\n\n## Начало\n\n${body}\n`

const page = async (address: string) => (await app.get(address, { as: admin.id })).text()
const save = (slug: string, source: string) =>
  app.post(`/admin/lessons/${slug}`, { intent: 'save', locale: 'ru', source }, { as: admin.id })
const versions = (lessonId: string) =>
  app.services.db.selectFrom('lesson_version').where('lesson_id', '=', lessonId).select('id').execute()

test('lesson editor: a hostile text is refused with its places, in a small page', async () => {
  const lesson = await seedLesson(app.services.db, { slug: 'hostile' })
  const refused = async (source: string) => {
    const answer = await save('hostile', source)
    expect(answer.status).toBe(400)
    return answer.text()
  }
  expect(await refused(text('Нуль', 'Сло\u0000во'))).toContain(
    'A character (U+0000) stands here that may not be in a text',
  )
  expect(await refused(text('"a\\u0000b"'))).toContain('Line 2, column 8')
  expect(await refused(text('&a Якорь'))).toContain('begins a reference in YAML')
  expect(await refused(text('Глубоко', '> '.repeat(5_000)))).toContain('Too many lists, quotations')
  expect(await refused(text('Звёзды', '_a*'.repeat(8_000)))).toContain('more markup here than can be read')
  const page = await refused(text('Список', '- <b>слово</b>\n'.repeat(800)))
  expect(page).toContain('From here on there are more faults: 700.')
  // The text itself is in the page once, and some lines around each place.
  expect(page.length).toBeLessThan(150_000)
  expect(await versions(lesson.id)).toHaveLength(1)
})

test('lesson editor: a doubtful link is saved, and its place is named', async () => {
  await seedLesson(app.services.db, { slug: 'doubtful' })
  const saved = await save('doubtful', text('Ссылка', '[закон](https://adilet.zan.kz@evil.example/)'))
  expect(saved.status).toBe(303)
  const html = await page(saved.headers.get('Location') ?? '')
  expect(html).toContain('Look at these links')
  expect(html).toContain('Line 8, column 1')
})

test('lesson versions: what takes too long to compile, or cannot be stored, is refused and never waits for ever', async () => {
  const { db } = app.services
  const lesson = await seedLesson(db, { slug: 'slow', texts: { ru: { title: 'Живой' } } })
  const add = (source: string) =>
    db
      .insertInto('lesson_version')
      .values({
        ...{ lesson_id: lesson.id, locale: 'ru', source, source_hash: source.slice(0, 64), origin: 'editor' },
        number: sql<number>`(select max(number) + 1 from lesson_version where lesson_id = ${lesson.id})`,
        created_at: new Date('2026-11-24T04:00:00Z'),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
  // As if they had come before the guard knew them.
  const slow = await add(text('Медленно', `${'_a*'.repeat(480)}\n\n`.repeat(200)))
  const zero = await add('---\ntitle: "a\\u0000b"\nsummary: c\n---\n\nТекст\n')
  const ctx: Ctx = {
    db,
    now: () => new Date('2026-11-24T04:00:00Z'),
    actor: { kind: 'system' },
    requestId: 'x',
    locale: 'ru',
  }
  for (const { id } of [slow, zero]) await compileVersion(ctx, id)
  const rows = await db
    .selectFrom('lesson_version')
    .where('id', 'in', [slow.id, zero.id])
    .orderBy('number')
    .select(['state', sql<string>`errors -> 0 ->> 'code'`.as('code')])
    .execute()
  expect(rows).toEqual([
    { state: 'refused', code: 'out_of_time' },
    { state: 'refused', code: 'character' },
  ])
  expect(await page('/admin/lessons/slow')).toContain('version 1')
}, 60_000)
