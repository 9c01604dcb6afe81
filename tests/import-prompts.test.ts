import { afterAll, beforeAll, expect, test } from 'vitest'
import { importPrompts } from '#app/features/essays/operations/import-prompts.server.ts'
import type { CourseFiles } from '#app/features/lessons/course-files/course-files.ts'
import { readCourse } from '#app/features/lessons/course-files/read-course.server.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { openDatabase } from '#db/client.ts'
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts'
import { sampleCourse, writeCourse } from '#tests/setup/sample-course.ts'

let database: TestDatabase
let db: ReturnType<typeof openDatabase>
let course: CourseFiles
beforeAll(async () => {
  database = await createTestDatabase()
  // One connection: whoever keeps it lets nobody else ask.
  db = openDatabase(database.url, { max: 1 })
  await using written = await writeCourse(sampleCourse())
  const read = await readCourse(written.folder)
  if (!read.course) throw new Error('the sample course is not sound')
  course = read.course
})
afterAll(async () => {
  await db.destroy()
  await database.drop()
})

const ctx = (): Ctx => ({
  db,
  now: () => new Date('2026-11-24T04:00:00Z'),
  actor: { kind: 'system' },
  requestId: 'test',
  locale: 'ru',
})
const versions = () => db.selectFrom('prompt_version').select('number').execute()

test('import: texts are compiled while no transaction keeps a connection, and are there at once', async () => {
  let isDone = false
  const running = importPrompts(ctx(), course).finally(() => {
    isDone = true
  })
  const seen: number[] = []
  while (!isDone) seen.push((await versions()).length)
  expect(await running).toEqual({ added: course.essays.length })
  // Others were answered all the while, and nobody saw a part of the course.
  expect(seen.filter((count) => count === 0).length).toBeGreaterThan(course.essays.length + 3)
  expect(new Set([...seen, 0, course.essays.length]).size).toBe(2)
})

test('import: a second one changes nothing; a changed text is a new version', async () => {
  expect(await importPrompts(ctx(), course)).toEqual({ added: 0 })
  const [essay] = course.essays
  if (!essay) throw new Error('the sample course has no essay')
  const brief = { ...essay.texts.brief, ru: `${essay.texts.brief.ru}\n\nЕщё один абзац.\n` }
  const changed = { ...course, essays: [{ ...essay, texts: { ...essay.texts, brief } }] }
  expect(await importPrompts(ctx(), changed)).toEqual({ added: 1 })
})

test('import: a text that the guard refuses stores nothing, no rubric either', async () => {
  const before = await db.selectFrom('rubric').select('id').execute()
  const [essay] = course.essays
  const [rubric] = course.rubrics
  if (!essay || !rubric) throw new Error('the sample course has no essay')
  const brief = { ...essay.texts.brief, ru: '{process.exit()}' }
  const broken = {
    ...course,
    rubrics: [{ ...rubric, settings: { ...rubric.settings, pass: rubric.settings.pass - 1 } }],
    essays: [{ ...essay, texts: { ...essay.texts, brief } }],
  }
  await expect(importPrompts(ctx(), broken)).rejects.toThrow()
  expect(await db.selectFrom('rubric').select('id').execute()).toEqual(before)
})
