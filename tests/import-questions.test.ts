import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { CourseFiles } from '#app/features/lessons/course-files/course-files.ts'
import { readCourse } from '#app/features/lessons/course-files/read-course.server.ts'
import { importQuestions } from '#app/features/practice/operations/import-questions.server.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { openDatabase } from '#db/client.ts'
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts'
import { sampleCourse, writeCourse } from '#tests/setup/sample-course.ts'

let database: TestDatabase
let db: ReturnType<typeof openDatabase>
let course: CourseFiles
beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.url, { max: 1 })
})
afterAll(async () => {
  await db.destroy()
  await database.drop()
})
beforeEach(async () => {
  await using written = await writeCourse(sampleCourse())
  const read = await readCourse(written.folder)
  if (!read.course) throw new Error('the sample course is not sound')
  course = read.course
  await importQuestions(ctx(), course)
})

const ctx = (): Ctx => ({
  db,
  now: () => new Date('2026-11-24T04:00:00Z'),
  actor: { kind: 'system' },
  requestId: 'test',
  locale: 'ru',
})
const questions = () => course.questions[0]?.settings.questions ?? []
const live = async (code: string) => {
  const row = await db
    .selectFrom('question')
    .where('code', '=', code)
    .select('live_number')
    .executeTakeFirst()
  return row?.live_number
}
const versions = async (code: string) => {
  const rows = await db
    .selectFrom('question_version as v')
    .innerJoin('question as q', 'q.id', 'v.question_id')
    .where('q.code', '=', code)
    .orderBy('v.number')
    .select(['v.number', 'v.correct'])
    .execute()
  return rows.map(({ number, correct }) => `${number}: ${correct}`)
}

test('import of questions: run again, it changes nothing', async () => {
  expect(await importQuestions(ctx(), course)).toEqual({ added: 0 })
  expect(await versions('civil-001')).toEqual(['1: 0'])
})

test('import of questions: a changed key is a new version, and the old one stays; taken back, the old one is live', async () => {
  const [first] = questions()
  if (!first) throw new Error('no question')
  const [right, other, ...rest] = first.options
  if (!right || !other) throw new Error('no options')
  const { correct: _, ...wrong } = right
  first.options = [wrong, { ...other, correct: true }, ...rest]
  expect(await importQuestions(ctx(), course)).toEqual({ added: 1 })
  expect(await versions('civil-001')).toEqual(['1: 0', '2: 1'])
  expect(await live('civil-001')).toBe(2)
  first.options = [right, other, ...rest]
  expect(await importQuestions(ctx(), course)).toEqual({ added: 0 })
  expect(await live('civil-001')).toBe(1)
})

test('import of questions: one that is no longer there is drawn no more and keeps its versions', async () => {
  questions().splice(1, 1)
  await importQuestions(ctx(), course)
  expect(await live('civil-002')).toBeNull()
  expect(await versions('civil-002')).toEqual(['1: 1'])
  expect(await live('civil-003')).toBe(1)
})
