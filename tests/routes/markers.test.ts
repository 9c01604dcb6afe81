import { afterAll, expect, test } from 'vitest'
import { seedCohort } from '#db/seeds/cohort.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { now, openMarking, releasesOf, SECRET, work } from '#tests/setup/marking.ts'

const { app, cohortId, person, script, take, save } = await openMarking()
const { db } = app.services
afterAll(() => app.close())

const holderOf = async (id: string) =>
  (
    await db
      .selectFrom('grading_lease')
      .innerJoin('marking_task', 'marking_task.id', 'grading_lease.task_id')
      .where('script_id', '=', id)
      .select('marker_id')
      .executeTakeFirst()
  )?.marker_id
const finish = (id: string, as: string, form: Record<string, string> = {}, query = '') =>
  app.post(`/grade/${id}${query}`, { ...work(0), ...form, intent: 'finalise' }, { as })

test('own script: whoever wrote it neither sees it in the queue, nor opens, takes, marks or releases it', async () => {
  const { writer, id } = await script()
  const lead = await person('lead')
  await db.updateTable('person').set({ role: 'lead' }).where('id', '=', writer.id).execute()
  expect(await (await app.get('/grade', { as: writer.id })).text()).not.toContain(id)
  expect((await app.post('/grade', {}, { as: writer.id })).status).toBe(409)
  expect((await app.get(`/grade/${id}`, { as: writer.id })).status).toBe(404)
  expect((await take(id, writer.id)).status).toBe(404)
  expect((await save(id, writer.id, work(0))).status).toBe(404)
  expect(await holderOf(id)).toBeUndefined()
  await take(id, lead.id)
  await finish(id, lead.id)
  expect(await (await app.get('/grade/release', { as: writer.id })).text()).not.toContain(id)
  await app.post('/grade/release', { which: 'chosen', outcome: id, confirmed: 'yes' }, { as: writer.id })
  await app.post('/grade/release', { which: 'all', confirmed: 'yes' }, { as: writer.id })
  expect(await releasesOf(db, id)).toEqual([null])
})

test.each([
  [
    'another role',
    (admin: string, id: string) =>
      app.post('/admin/people', { intent: 'role', personId: id, role: 'observer' }, { as: admin }),
  ],
  [
    'deactivation',
    (_admin: string, id: string) =>
      db.updateTable('person').set({ deactivated_at: now }).where('id', '=', id).execute(),
  ],
  [
    'leaving the cohort',
    (admin: string, id: string) =>
      app.post(`/admin/cohorts/${cohortId}`, { intent: 'remove', personId: id }, { as: admin }),
  ],
])('leases: they end with %s, and the draft stays', async (_name, leave) => {
  const { id } = await script()
  const admin = await seedPerson(db, { role: 'admin' })
  const [marker, other] = [await person('instructor'), await person('instructor')]
  await take(id, marker.id)
  await save(id, marker.id, work(0))
  await leave(admin.id, marker.id)
  expect(await holderOf(id)).toBeUndefined()
  const answer = await finish(id, marker.id)
  expect([302, 403, 404]).toContain(answer.status)
  expect(await db.selectFrom('mark').where('script_id', '=', id).select('id').execute()).toEqual([])
  const drafts = await db.selectFrom('mark_draft').where('script_id', '=', id).select('overall').execute()
  expect(drafts).toEqual([{ overall: SECRET }])
  await take(id, other.id)
  expect(await holderOf(id)).toBe(other.id)
})

test('finished script: its marker and a lead see no receipt number', async () => {
  const { id } = await script()
  const [marker, lead] = [await person('instructor'), await person('lead')]
  await take(id, marker.id)
  await finish(id, marker.id)
  const { receipt_number: receipt } = await db
    .selectFrom('submission')
    .where('id', '=', id)
    .select('receipt_number')
    .executeTakeFirstOrThrow()
  for (const { id: as } of [marker, lead]) {
    for (const address of [`/grade/${id}`, `/grade/${id}.data`]) {
      const page = await (await app.get(address, { as })).text()
      expect([address, page.includes(receipt)]).toEqual([address, false])
    }
  }
})

test('finalise: everything is one transaction of a counted number of statements, the next script included', async () => {
  const own = (await seedCohort(db, { start_date: '2026-11-20', now })).id
  const marker = await seedPerson(db, { role: 'instructor', cohortId: own })
  const ids: string[] = []
  for (const hours of [3, 2]) {
    ids.push((await script(hours, { cohortId: own })).id)
  }
  const [first = '', second = ''] = ids
  await take(first, marker.id)
  await app.get('/grade', { as: marker.id })
  app.queries.length = 0
  const answer = await finish(first, marker.id)
  expect(answer.headers.get('Location')).toMatch(new RegExp(`^/grade/${second}\\?done=`))
  const begins = app.queries.filter((sql) => /^begin/i.test(sql))
  expect(begins.length).toBeLessThanOrEqual(1)
  // Session and permit; marker, script, lease, reading, the mark, what is held, the next one, its lease, the audit.
  expect(app.queries.filter((sql) => !/^(begin|commit|start)/i.test(sql)).length).toBeLessThanOrEqual(11)
})

test('filter: it survives "take the next", finishing, returning and the links of the queue', async () => {
  const marker = await person('instructor')
  const ru = (await script(8)).id
  const kk = [(await script(7, { locale: 'kk' })).id, (await script(6, { locale: 'kk' })).id]
  const query = '?prompt=case&language=kk'
  const taken = await app.post(`/grade${query}`, {}, { as: marker.id })
  expect(taken.headers.get('Location')).toBe(`/grade/${kk[0]}${query}`)
  const page = await (await app.get(`/grade/${kk[0]}${query}`, { as: marker.id })).text()
  expect(page).toContain(`action="/grade/${kk[0]}?prompt=case&amp;language=kk"`)
  const next = await finish(kk[0] ?? '', marker.id, {}, query)
  expect(next.headers.get('Location')).toMatch(new RegExp(`^/grade/${kk[1]}\\?prompt=case&language=kk&done=`))
  const last = await finish(kk[1] ?? '', marker.id, {}, query)
  expect(last.headers.get('Location')).toMatch(/^\/grade\?prompt=case&language=kk&done=/)
  const queue = await (await app.get(`/grade?prompt=case&language=ru`, { as: marker.id })).text()
  expect(queue).toContain(`href="/grade/${ru}?prompt=case&amp;language=ru"`)
})

test.each([
  ['1.5', 'facts-error'],
  ['six', 'facts-error'],
  ['6', 'facts-error'],
  ['-1', 'facts-error'],
])('points: %s is refused beside its criterion, with what else was typed', async (typed, fault) => {
  const { id } = await script()
  const marker = await person('instructor')
  await take(id, marker.id)
  const form = { ...work(0), 'scores.facts': typed }
  const answer = await app.post(`/grade/${id}`, { ...form, intent: 'save' }, { as: marker.id })
  expect(answer.status).toBe(400)
  const page = await answer.text()
  expect(page).toContain(fault)
  expect(page).toContain(SECRET)
  const saved = await save(id, marker.id, form)
  expect(saved.status).toBe(400)
  expect(await saved.json()).toMatchObject({ says: expect.stringMatching(/\S/) })
})

test('points: an empty field is missing, not nought', async () => {
  const { id } = await script()
  const marker = await person('instructor')
  await take(id, marker.id)
  const answer = await finish(id, marker.id, { 'scores.facts': '' })
  expect(answer.status).toBe(400)
  expect(await answer.text()).toContain('facts-error')
  const { scores } = await db
    .selectFrom('mark_draft')
    .where('script_id', '=', id)
    .select('scores')
    .executeTakeFirstOrThrow()
  expect(scores).toEqual({ norm: 3 })
})

test('comments: 201 are refused beside the comments, 200 are stored', async () => {
  const { id } = await script()
  const marker = await person('instructor')
  await take(id, marker.id)
  const many = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        [`annotations[${index}].id`, `c${index}`],
        [`annotations[${index}].comment`, 'x'],
        [`annotations[${index}].selector.start`, '0'],
        [`annotations[${index}].selector.end`, '9'],
        [`annotations[${index}].selector.quote`, 'The claim'],
      ]).flat(),
    )
  const form = (count: number) => ({ revision: '0', intent: 'save', ...many(count) })
  const refused = await app.post(`/grade/${id}`, form(201), { as: marker.id })
  expect(refused.status).toBe(400)
  expect(await refused.text()).toContain('comments-error')
  expect((await app.post(`/grade/${id}`, form(200), { as: marker.id })).status).toBe(302)
})

test('reading: it prolongs the lease for two hours after the last stored draft, and not for ever', async () => {
  const { id } = await script()
  const marker = await person('instructor')
  await take(id, marker.id)
  const read = () => app.post(`/api/marks/${id}`, { reading: '1' }, { as: marker.id })
  for (const minutes of [25, 50, 75, 100]) {
    app.setNow(new Date(now.getTime() + minutes * 60_000))
    expect((await read()).status).toBe(200)
  }
  app.setNow(new Date(now.getTime() + 121 * 60_000))
  expect((await read()).status).toBe(423)
  expect((await save(id, marker.id, work(0))).status).toBe(200)
  expect(await (await read()).json()).toMatchObject({ secondsLeft: 1800 })
  app.setNow(now)
})

test('conflict: the slower window gets what the other one stored', async () => {
  const { id } = await script()
  const marker = await person('instructor')
  await take(id, marker.id)
  await save(id, marker.id, work(0))
  const slower = await save(id, marker.id, { ...work(0), overall: 'the slower one' })
  expect(slower.status).toBe(409)
  expect(await slower.json()).toMatchObject({
    stored: { revision: 1, overall: SECRET, scores: { facts: 4 } },
  })
})
