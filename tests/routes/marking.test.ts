import { afterAll, expect, test } from 'vitest'
import { seedCohort } from '#db/seeds/cohort.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { seedSubmission } from '#db/seeds/submissions.ts'
import { now, openMarking, SECRET, TEXT, work } from '#tests/setup/marking.ts'

const { app, person, script, take, save } = await openMarking()
afterAll(() => app.close())

test('finishing leads to the script still in hand, then to the one that waits, and at last to the queue', async () => {
  const own = (await seedCohort(app.services.db, { start_date: '2026-11-20', now })).id
  const marker = await seedPerson(app.services.db, { role: 'instructor', cohortId: own })
  const ids: string[] = []
  for (const hours of [9, 8, 7]) {
    const { id: personId } = await seedPerson(app.services.db, { cohortId: own })
    const submittedAt = new Date(now.getTime() - hours * 3_600_000)
    const given = {
      personId,
      cohortId: own,
      promptSlug: 'case',
      locale: 'ru' as const,
      text: TEXT,
      submittedAt,
    }
    ids.push(await seedSubmission(app.services.db, given))
  }
  const [oldest = '', middle = '', newest = ''] = ids
  const finish = async (id: string) => {
    const answer = await app.post(`/grade/${id}`, { ...work(0), intent: 'finalise' }, { as: marker.id })
    return answer.headers.get('Location')
  }
  await take(newest, marker.id)
  const next = await app.post('/grade', {}, { as: marker.id })
  expect(next.headers.get('Location')).toBe(`/grade/${oldest}`)
  expect(await finish(newest)).toMatch(new RegExp(`^/grade/${oldest}\\?done=`))
  expect(await finish(oldest)).toMatch(new RegExp(`^/grade/${middle}\\?done=`))
  expect(await finish(middle)).toMatch(/^\/grade\?done=/)
})

test('a script in other hands shows neither its text nor its fields; handed back it is free', async () => {
  const { id } = await script()
  const [first, second] = [await person('instructor'), await person('instructor')]
  await take(id, first.id)
  const taken = await (await app.get(`/grade/${id}`, { as: second.id })).text()
  expect(taken).not.toContain(TEXT)
  expect(taken).not.toContain('name="overall"')
  const back = await app.post(`/grade/${id}`, { ...work(0), intent: 'hand-back' }, { as: first.id })
  expect(back.headers.get('Location')).toBe('/grade')
  const free = await (await app.get(`/grade/${id}`, { as: second.id })).text()
  expect(free).toContain('value="take"')
  expect(free).not.toContain(TEXT)
  await take(id, second.id)
  const open = await (await app.get(`/grade/${id}`, { as: second.id })).text()
  expect(open).toContain(TEXT)
  expect(open).not.toContain(SECRET)
})

test('without a script a comment is added by typing words that occur once, and removed by its button', async () => {
  const { id } = await script()
  const marker = await person('instructor')
  await take(id, marker.id)
  const send = (form: Record<string, string>) =>
    app.post(`/grade/${id}`, { revision: '0', intent: 'save', overall: SECRET, ...form }, { as: marker.id })
  const typed = { 'add.comment': 'Good.', 'add.criterion': 'norm' }
  const twice = await send({ ...typed, 'add.quote': 'The' })
  expect(twice.status).toBe(400)
  const page = await twice.text()
  for (const kept of ['add-error', SECRET, 'Good.']) expect(page).toContain(kept)
  expect((await send({ ...typed, 'add.quote': 'nowhere' })).status).toBe(400)
  expect((await send({ ...typed, 'add.quote': 'is founded' })).status).toBe(302)
  const shown = await (await app.get(`/grade/${id}`, { as: marker.id })).text()
  const [, comment = ''] = /value="remove:([\w-]+)"/.exec(shown) ?? []
  expect(shown).toContain(`id="m-${comment}"`)
  const fields = {
    'annotations[0].id': comment,
    'annotations[0].criterion': 'norm',
    'annotations[0].comment': 'Good.',
    'annotations[0].selector.start': '10',
    'annotations[0].selector.end': '20',
    'annotations[0].selector.quote': 'is founded',
  }
  expect((await send({ ...fields, revision: '1', intent: `remove:${comment}` })).status).toBe(302)
  expect(await (await app.get(`/grade/${id}`, { as: marker.id })).text()).not.toContain(`id="m-${comment}"`)
})

test('a finished mark is read by its marker and by a lead, not by other markers; nobody is named', async () => {
  const { writer, id } = await script()
  const [marker, other, lead] = [await person('instructor'), await person('instructor'), await person('lead')]
  await take(id, marker.id)
  await app.post(`/grade/${id}`, { ...work(0), intent: 'finalise' }, { as: marker.id })
  const seen = async (as: string) => (await app.get(`/grade/${id}`, { as })).text()
  for (const page of [await seen(marker.id), await seen(lead.id)]) {
    for (const part of [SECRET, '7 / 10', 'MODEL ANSWER']) expect(page).toContain(part)
    for (const trace of [writer.id, writer.email, writer.name]) expect(page).not.toContain(trace)
  }
  expect(await seen(other.id)).not.toContain(SECRET)
})

test('a finished mark is never changed, and its script is not marked again', async () => {
  const { id } = await script()
  const [first, second] = [await person('instructor'), await person('instructor')]
  await take(id, first.id)
  await app.post(`/grade/${id}`, { ...work(0), intent: 'finalise' }, { as: first.id })
  const left = await app.services.db
    .selectFrom('grading_lease')
    .innerJoin('marking_task', 'marking_task.id', 'grading_lease.task_id')
    .where('script_id', '=', id)
    .select('marker_id')
    .execute()
  expect(left).toEqual([])
  await take(id, second.id)
  expect((await save(id, second.id, work(0))).status).toBe(423)
  const change = app.services.db.updateTable('mark').set({ points: 1 }).where('script_id', '=', id).execute()
  await expect(change).rejects.toThrow('a mark is never changed')
})
