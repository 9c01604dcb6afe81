import { afterAll, expect, test } from 'vitest'
import { seedCohort } from '#db/seeds/cohort.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { now, openMarking, releasesOf, SECRET, work } from '#tests/setup/marking.ts'

const { app, person, script, take, save } = await openMarking()
afterAll(() => app.close())

test('a marker sees a code, never who wrote it', async () => {
  const { writer, id } = await script()
  const marker = await person('instructor')
  const queue = await (await app.get('/grade', { as: marker.id })).text()
  expect(queue).toContain(`/grade/${id}`)
  await take(id, marker.id)
  const page = await app.get(`/grade/${id}`, { as: marker.id })
  expect(page.status).toBe(200)
  const seen = queue + (await page.text())
  for (const trace of [writer.id, writer.email, writer.name]) expect(seen).not.toContain(trace)
})

test('of eight markers who take one script at once exactly one has it, and a script held by another is not saved', async () => {
  const { id } = await script()
  const markers = await Promise.all(Array.from({ length: 8 }, () => person('instructor')))
  await Promise.all(markers.map((marker) => take(id, marker.id)))
  // One claim went through, and nobody took it away from its holder afterwards.
  const claims = await app.services.db
    .selectFrom('audit_event')
    .where('type', '=', 'lease.taken')
    .where('subject_id', '=', id)
    .select('actor_id')
    .execute()
  expect(claims).toHaveLength(1)
  const lease = await app.services.db
    .selectFrom('grading_lease')
    .innerJoin('marking_task', 'marking_task.id', 'grading_lease.task_id')
    .where('script_id', '=', id)
    .select('marker_id')
    .executeTakeFirst()
  expect(lease?.marker_id).toBe(claims[0]?.actor_id)
  const answers = await Promise.all(markers.map((marker) => save(id, marker.id, work(0))))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(423)])
})

test('a marker holds four scripts at the most; a lease that has run out is free again', async () => {
  const marker = await person('instructor')
  const scripts = await Promise.all(Array.from({ length: 5 }, () => script()))
  const statuses: number[] = []
  for (const { id } of scripts) statuses.push((await take(id, marker.id)).status)
  expect(statuses).toEqual([302, 302, 302, 302, 409])
  const other = await person('instructor')
  const first = scripts[0]?.id ?? ''
  expect((await save(first, other.id, work(0))).status).toBe(423)
  app.setNow(new Date(now.getTime() + 31 * 60_000))
  await take(first, other.id)
  expect((await save(first, other.id, work(0))).status).toBe(200)
  app.setNow(now)
})

test('autosave keeps the work once, and another window that was slower is told', async () => {
  const { id } = await script()
  const marker = await person('instructor')
  await take(id, marker.id)
  expect((await save(id, marker.id, work(0))).status).toBe(200)
  expect(await (await save(id, marker.id, work(0))).json()).toMatchObject({ revision: 1 })
  expect((await save(id, marker.id, { ...work(0), overall: 'other' })).status).toBe(409)
  const wrong = { ...work(1), 'annotations[0].selector.quote': 'not there!' }
  expect((await save(id, marker.id, wrong)).status).toBe(400)
  expect((await save(id, marker.id, { ...work(1), 'scores.facts': '6' })).status).toBe(400)
})

test('a mark without all its points is refused beside the criterion', async () => {
  const { id } = await script()
  const marker = await person('instructor')
  await take(id, marker.id)
  const { 'scores.norm': _norm, ...unfinished } = work(0)
  const answer = await app.post(`/grade/${id}`, { ...unfinished, intent: 'finalise' }, { as: marker.id })
  expect(answer.status).toBe(400)
  expect(await answer.text()).toContain('norm-error')
  expect(await app.services.db.selectFrom('mark').where('script_id', '=', id).select('id').execute()).toEqual(
    [],
  )
})

test('nothing of a mark reaches the participant at any address before its release, everything after it', async () => {
  const { writer, id } = await script()
  const marker = await person('instructor')
  const lead = await person('lead')
  await take(id, marker.id)
  const done = await app.post(`/grade/${id}`, { ...work(0), intent: 'finalise' }, { as: marker.id })
  // Saving leads back to the script, finishing leads away from it: to the next one or to the queue.
  expect(done.status).toBe(302)
  expect(done.headers.get('Location')).not.toContain(id)
  const marks = await app.services.db
    .selectFrom('mark')
    .where('script_id', '=', id)
    .select('points')
    .execute()
  expect(marks).toEqual([{ points: 7 }])
  const addresses = [
    '/today',
    '/calendar',
    '/progress',
    '/essays',
    '/essays/case',
    '/essays/case/receipt',
    '/essays/case/write',
    '/account',
    '/essays/case/feedback',
  ]
  for (const address of [...addresses, ...addresses.map((one) => `${one}.data`)]) {
    const answer = await app.get(address, { as: writer.id })
    const page = await answer.text()
    expect([address, page.includes(SECRET), page.includes('MODEL ANSWER'), page.includes('7 / 10')]).toEqual([
      address,
      false,
      false,
      false,
    ])
  }
  expect((await app.get('/essays/case/feedback', { as: writer.id })).status).toBe(404)
  expect(
    (await app.post('/grade/release', { which: 'chosen', outcome: id, confirmed: 'yes' }, { as: marker.id }))
      .status,
  ).toBe(403)

  await app.post('/grade/release', { which: 'chosen', outcome: id, confirmed: 'yes' }, { as: lead.id })
  const feedback = await app.get('/essays/case/feedback', { as: writer.id })
  expect(feedback.status).toBe(200)
  const page = await feedback.text()
  for (const part of [SECRET, 'MODEL ANSWER', '7 / 10']) expect(page).toContain(part)
  const mails = await app.services.db
    .selectFrom('mail')
    .where('person_id', '=', writer.id)
    .select('kind')
    .execute()
  expect(mails).toEqual([{ kind: 'released' }])
  const other = await person('participant')
  expect((await app.get('/essays/case/feedback', { as: other.id })).status).toBe(404)
})

test('a lead of another cohort releases nothing here', async () => {
  const { id } = await script()
  const marker = await person('instructor')
  await take(id, marker.id)
  await app.post(`/grade/${id}`, { ...work(0), intent: 'finalise' }, { as: marker.id })
  const elsewhere = await seedCohort(app.services.db, { now })
  const stranger = await seedPerson(app.services.db, { role: 'lead', cohortId: elsewhere.id })
  await app.post('/grade/release', { which: 'all', confirmed: 'yes' }, { as: stranger.id })
  expect(await releasesOf(app.services.db, id)).toEqual([null])
})

test('the queue takes the same few statements for 450 essays, and so do the other pages', async () => {
  const writer = await person('participant')
  const { id } = await script()
  const seed = await app.services.db
    .selectFrom('submission')
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirstOrThrow()
  const attempt = await app.services.db
    .selectFrom('attempt')
    .where('id', '=', seed.attempt_id)
    .selectAll()
    .executeTakeFirstOrThrow()
  const rows = Array.from({ length: 450 }, (_, index) => ({ attemptId: crypto.randomUUID(), index }))
  await app.services.db
    .insertInto('attempt')
    .values(
      rows.map(({ attemptId, index }) => ({
        ...attempt,
        id: attemptId,
        person_id: writer.id,
        number: index + 1,
      })),
    )
    .execute()
  await app.services.db
    .insertInto('submission')
    .values(
      rows.map(({ attemptId, index }) => ({
        ...seed,
        id: crypto.randomUUID(),
        attempt_id: attemptId,
        alias: `Q-${index}`,
        receipt_number: `Q-${index}`,
      })),
    )
    .execute()
  const marker = await person('instructor')
  await take(id, marker.id)
  const count = async (address: string) => {
    app.queries.length = 0
    expect((await app.get(address, { as: marker.id })).status).toBe(200)
    return app.queries.length
  }
  expect(await count('/grade')).toBeLessThanOrEqual(5)
  expect(await count(`/grade/${id}`)).toBeLessThanOrEqual(5)
})
