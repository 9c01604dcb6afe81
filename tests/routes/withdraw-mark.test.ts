import { afterAll, expect, test } from 'vitest'
import { now, openMarking, SECRET, work } from '#tests/setup/marking.ts'

const { app, person, script, take, save } = await openMarking()
const { db } = app.services
afterAll(() => app.close())

const minutes = (count: number) => app.setNow(new Date(now.getTime() + count * 60_000))
const finish = (id: string, as: string) =>
  app.post(`/grade/${id}`, { ...work(0), intent: 'finalise' }, { as })
const withdraw = (id: string, as: string) => app.post(`/grade/${id}`, { intent: 'withdraw' }, { as })
const outcomesOf = (id: string) =>
  db
    .selectFrom('outcome as o')
    .leftJoin('release as r', 'r.outcome_id', 'o.id')
    .where('o.script_id', '=', id)
    .where('o.withdrawn_at', 'is', null)
    .select(['o.points', 'r.released_at'])
    .execute()
const marksOf = (id: string) =>
  db.selectFrom('mark').where('script_id', '=', id).select(['points', 'withdrawn_at', 'overall']).execute()

test('withdraw: the mark stays as a row that does not count, its content is the draft again, in the hands of its marker', async () => {
  const { id } = await script()
  const [marker, other, lead] = [await person('instructor'), await person('instructor'), await person('lead')]
  await take(id, marker.id)
  await finish(id, marker.id)
  expect(await (await app.get(`/grade/${id}`, { as: marker.id })).text()).toContain('value="withdraw"')
  const answer = await withdraw(id, marker.id)
  expect([answer.status, answer.headers.get('Location')]).toEqual([302, `/grade/${id}`])
  expect(await outcomesOf(id)).toEqual([])
  expect(await marksOf(id)).toEqual([{ points: 7, withdrawn_at: now, overall: SECRET }])
  const page = await (await app.get(`/grade/${id}`, { as: marker.id })).text()
  expect(page).toContain('name="overall"')
  expect(page).toContain(SECRET)
  expect(await (await app.get('/grade/release', { as: lead.id })).text()).not.toContain(id)
  // Nobody else takes it while it is held; a window from before the finish is asked, not obeyed.
  await take(id, other.id)
  expect((await save(id, other.id, work(0))).status).toBe(423)
  expect((await save(id, marker.id, { ...work(0), overall: 'old window' })).status).toBe(409)
  const audit = await db
    .selectFrom('audit_event')
    .where('subject_id', '=', id)
    .where('type', '=', 'mark.withdrawn')
    .select(['actor_id', 'details'])
    .execute()
  expect(audit).toEqual([
    { actor_id: marker.id, details: expect.objectContaining({ points: 7, markId: expect.any(String) }) },
  ])
  const again = await app.post(
    `/grade/${id}`,
    { ...work(1), 'scores.norm': '5', intent: 'finalise' },
    { as: marker.id },
  )
  expect(again.status).toBe(302)
  expect((await marksOf(id)).map(({ points }) => points).sort()).toEqual([7, 9])
  expect(await outcomesOf(id)).toEqual([{ points: 9, released_at: null }])
})

test('withdraw: after 15 minutes, by another marker, or after the release it is refused', async () => {
  const { id } = await script()
  const [marker, other, lead] = [await person('instructor'), await person('instructor'), await person('lead')]
  await take(id, marker.id)
  await finish(id, marker.id)
  expect((await withdraw(id, other.id)).status).toBe(409)
  minutes(15)
  expect((await withdraw(id, marker.id)).status).toBe(409)
  expect(await (await app.get(`/grade/${id}`, { as: marker.id })).text()).not.toContain('value="withdraw"')
  minutes(14)
  await app.post('/grade/release', { which: 'chosen', outcome: id, confirmed: 'yes' }, { as: lead.id })
  const released = await withdraw(id, marker.id)
  expect(released.status).toBe(409)
  expect(await released.text()).toContain(SECRET)
  expect((await outcomesOf(id))[0]?.released_at).not.toBeNull()
  expect((await marksOf(id))[0]?.withdrawn_at).toBeNull()
  app.setNow(now)
})

test('withdraw: racing with the release exactly one of the two happens', async () => {
  const lead = await person('lead')
  for (let round = 0; round < 8; round++) {
    const { id } = await script()
    const marker = await person('instructor')
    await take(id, marker.id)
    await finish(id, marker.id)
    const [withdrawn] = await Promise.all([
      withdraw(id, marker.id),
      app.post('/grade/release', { which: 'chosen', outcome: id, confirmed: 'yes' }, { as: lead.id }),
    ])
    const [outcome] = await outcomesOf(id)
    const [mark] = await marksOf(id)
    expect({ outcome: outcome?.released_at != null, mark: mark?.withdrawn_at != null }).toEqual(
      withdrawn.status === 302 ? { outcome: false, mark: true } : { outcome: true, mark: false },
    )
  }
})

test('withdraw: with four other scripts in hand it is refused, and nothing changes', async () => {
  const marker = await person('instructor')
  const scripts = await Promise.all(Array.from({ length: 5 }, () => script()))
  const [first = { id: '' }, ...others] = scripts
  await take(first.id, marker.id)
  await finish(first.id, marker.id)
  for (const { id } of others) await take(id, marker.id)
  await app.post('/grade', {}, { as: marker.id })
  expect((await withdraw(first.id, marker.id)).status).toBe(409)
  expect(await outcomesOf(first.id)).toHaveLength(1)
})

test('withdraw: a withdrawn mark is never changed, nor given back', async () => {
  const { id } = await script()
  const marker = await person('instructor')
  await take(id, marker.id)
  await finish(id, marker.id)
  await withdraw(id, marker.id)
  for (const change of [{ withdrawn_at: null }, { points: 1 }]) {
    const updated = db.updateTable('mark').set(change).where('script_id', '=', id).execute()
    await expect(updated).rejects.toThrow('a mark is never changed')
  }
})
