import { afterAll, beforeAll, expect, test } from 'vitest'
import { countWords } from '#app/features/lessons/mdx/reading-time.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { seedPrompt } from '#db/seeds/prompt.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'
import { after, beginWriting, LAST_CALL, seedWriting } from '#tests/setup/writers.ts'

let app: TestApp
let cohortId: string
beforeAll(async () => {
  app = await openTestApp()
  cohortId = await seedWriting(app)
  await seedPrompt(app.services.db, 'twice', { attempts: 2 })
})
afterAll(() => app.close())

// Letters with a mark of their own, joined words, a number: what two rules would count differently.
const LONG = 'Қазақстан – don’t и\u0301 ст.191 по-русски 42'
const SHORT = 'ә’-б'

test('draft words: every way of writing a draft stores the count of the text it wrote', async () => {
  const { db } = app.services
  const drafts = () => db.selectFrom('draft').select(['attempt_id', 'text', 'words']).execute()
  const counted = async (attemptId: string, text: string) => {
    const draft = (await drafts()).find((one) => one.attempt_id === attemptId)
    expect(draft).toMatchObject({ text, words: countWords(text) })
  }
  const writer = await beginWriting(app, cohortId)
  await counted(writer.attemptId, '')
  await writer.put(0, LONG)
  await counted(writer.attemptId, LONG)
  await writer.put(1, SHORT)
  await counted(writer.attemptId, SHORT)
  const [kept] = (await writer.snapshots()).filter(({ text }) => text === LONG)
  await app.post('/essays/case/history', { snapshot: kept?.id ?? '' }, { as: writer.id })
  await counted(writer.attemptId, LONG)

  // A late copy that staff accept.
  app.setNow(after(LAST_CALL + 60))
  await writer.put(3, `${LONG} late`)
  const copy = await db.selectFrom('late_copy').select('id').executeTakeFirstOrThrow()
  const admin = await seedPerson(db, { role: 'admin' })
  const accept = { intent: 'accept', copy: copy.id, reason: 'The line was down' }
  await app.post(`/admin/essays/${writer.attemptId}`, accept, { as: admin.id })
  await counted(writer.attemptId, `${LONG} late`)

  // A text that is handed in by the form, and the next attempt that begins with it.
  app.setNow(after(0))
  const { id } = await seedPerson(db, { cohortId })
  const begin = { language: 'ru', ready: 'on', ownWork: 'on' }
  await app.post('/essays/twice', begin, { as: id })
  const own = () =>
    db
      .selectFrom('attempt')
      .where('person_id', '=', id)
      .orderBy('number', 'desc')
      .select('id')
      .executeTakeFirstOrThrow()
  await app.post('/essays/twice/write', { intent: 'submit', baseRevision: '0', text: LONG }, { as: id })
  await counted((await own()).id, LONG)
  await app.post('/essays/twice', { ...begin, start: 'earlier' }, { as: id })
  const second = await own()
  await counted(second.id, LONG)
  expect((await drafts()).filter(({ text, words }) => words !== countWords(text))).toEqual([])
})
