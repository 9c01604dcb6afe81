import { afterAll, expect, test } from 'vitest'
import { seedCohort } from '#db/seeds/cohort.ts'
import { seedMark } from '#db/seeds/marks.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { seedEssays, seedSubmission } from '#db/seeds/submissions.ts'
import { now, openMarking, releasesOf, work } from '#tests/setup/marking.ts'

const { app } = await openMarking()
const { db } = app.services
afterAll(() => app.close())

const OLD = 'THE TEXT THAT DOES NOT COUNT ANY MORE'

/** A cohort with one superseded submission, marked and released if asked, and its people. */
async function superseded({ marked = false, released = false } = {}) {
  const cohortId = (await seedCohort(db, { start_date: '2026-11-20', now })).id
  const someone = (role: 'participant' | 'instructor' | 'lead' | 'admin') =>
    seedPerson(db, { role, cohortId, locale: 'en' })
  const [writer, marker, lead, admin] = [
    await someone('participant'),
    await someone('instructor'),
    await someone('lead'),
    await someone('admin'),
  ]
  const essay = { personId: writer.id, cohortId, promptSlug: 'case', locale: 'ru' as const, text: OLD }
  const id = await seedSubmission(db, { ...essay, submittedAt: new Date(now.getTime() - 3_600_000) })
  const [mark] = seedEssays('diagnostic')
  if (marked && mark) {
    const given = { ...mark, text: OLD, annotations: [], scores: { facts: 4, norm: 3 } }
    const releasedAt = released ? now : null
    await seedMark(db, { submissionId: id, markerId: marker.id, essay: given, at: now, releasedAt })
  }
  const row = await db
    .selectFrom('submission')
    .where('id', '=', id)
    .select(['alias', 'receipt_number as receipt'])
    .executeTakeFirstOrThrow()
  const supersede = () =>
    db.updateTable('submission').set({ superseded_at: now }).where('id', '=', id).execute()
  return { id, ...row, writer, marker, lead, admin, supersede }
}

const page = async (address: string, as: string) => (await app.get(address, { as })).text()

test('no queue, no next script, no marking address has a superseded submission', async () => {
  const { id, alias, marker, lead, supersede } = await superseded()
  expect(await page('/grade', marker.id)).toContain(alias)
  await supersede()
  for (const { id: as } of [marker, lead]) {
    expect(await page('/grade', as)).not.toContain(alias)
    expect((await app.post('/grade', {}, { as })).status).toBe(409)
    expect((await app.get(`/grade/${id}`, { as })).status).toBe(404)
    expect((await app.post(`/grade/${id}`, { intent: 'take' }, { as })).status).toBe(404)
    expect((await app.post(`/api/marks/${id}`, work(0), { as })).status).toBe(404)
  }
})

test('work in a marker’s hands ends: nothing more is stored and nothing finished', async () => {
  const { id, marker, supersede } = await superseded()
  await app.post(`/grade/${id}`, { intent: 'take' }, { as: marker.id })
  await supersede()
  expect((await app.post(`/api/marks/${id}`, work(0), { as: marker.id })).status).toBe(404)
  const finish = await app.post(`/grade/${id}`, { ...work(0), intent: 'finalise' }, { as: marker.id })
  expect(finish.status).toBe(404)
  expect(await db.selectFrom('mark').where('script_id', '=', id).select('id').execute()).toEqual([])
})

test('it is not among what waits for release, is not released, and is in no figure', async () => {
  const { id, alias, lead, admin, supersede } = await superseded({ marked: true })
  expect(await page('/grade/release', lead.id)).toContain(alias)
  const before = await page('/admin', admin.id)
  await supersede()
  expect(await page('/grade/release', lead.id)).not.toContain(alias)
  expect(await page('/admin', admin.id)).not.toEqual(before)
  await app.post('/grade/release', { which: 'all', confirmed: 'yes' }, { as: lead.id })
  await app.post('/grade/release', { which: 'chosen', outcome: id, confirmed: 'yes' }, { as: lead.id })
  expect(await releasesOf(db, id)).toEqual([null])
})

test('the participant has no receipt, no feedback and no points of it', async () => {
  const { receipt, writer, supersede } = await superseded({ marked: true, released: true })
  expect(await page('/essays/case/feedback', writer.id)).toContain(OLD)
  await supersede()
  for (const address of ['/essays/case/feedback', '/essays/case/receipt'])
    expect((await app.get(address, { as: writer.id })).status).toBe(404)
  for (const address of ['/essays', '/essays/case', '/today', '/progress', '/calendar']) {
    const html = await page(address, writer.id)
    expect(html).not.toContain(receipt)
    expect(html).not.toContain('/essays/case/feedback')
  }
})
