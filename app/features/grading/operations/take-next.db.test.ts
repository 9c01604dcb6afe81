import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Permit } from '#app/access/permit.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { openDatabase } from '#db/client.ts'
import { seedCohort } from '#db/seeds/cohort.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { seedPrompt } from '#db/seeds/prompt.ts'
import { seedSubmission } from '#db/seeds/submissions.ts'
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts'
import { takeNext } from './take-next.server.ts'

const now = new Date('2026-11-24T04:00:00Z')
const anything = { prompt: null, locale: null }

let database: TestDatabase
let db: ReturnType<typeof openDatabase>
beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.url, { max: 12 })
  await seedPrompt(db, 'case')
})
afterAll(async () => {
  await db.destroy()
  await database.drop()
})

const ctx = (at = now): Ctx => ({
  db,
  now: () => at,
  actor: { kind: 'system' },
  requestId: 'test',
  locale: 'ru',
})

// Permits are minted by access alone; here the rows are our own.
const permitOf = (markerId: string, cohortId: string) =>
  ({ markerId, cohortIds: [cohortId], action: 'queue.read' }) as unknown as Permit<'queue.read'>

/** A cohort with `count` scripts, the first one waiting longest. */
async function cohortWith(count: number) {
  const cohortId = (await seedCohort(db, { now })).id
  const scripts: string[] = []
  for (let index = 0; index < count; index++) {
    const { id: personId } = await seedPerson(db, { cohortId })
    const submittedAt = new Date(now.getTime() - (count - index) * 3_600_000)
    const given = {
      personId,
      cohortId,
      promptSlug: 'case',
      locale: 'ru' as const,
      text: 'A text.',
      submittedAt,
    }
    scripts.push(await seedSubmission(db, given))
  }
  const marker = async () => permitOf((await seedPerson(db, { role: 'instructor', cohortId })).id, cohortId)
  return { scripts, marker }
}

test('eight markers who ask at once get the eight oldest scripts, one each', async () => {
  const { scripts, marker } = await cohortWith(10)
  const permits = await Promise.all(Array.from({ length: 8 }, marker))
  const taken = await Promise.all(permits.map((permit) => takeNext(ctx(), permit, anything)))
  const ids = taken.map((one) => (one.ok ? one.value.submissionId : one.reason))
  expect(ids.sort()).toEqual(scripts.slice(0, 8).sort())
})

test('where fewer wait than markers ask, the rest are told that nothing is free', async () => {
  const { scripts, marker } = await cohortWith(3)
  const permits = await Promise.all(Array.from({ length: 8 }, marker))
  const taken = await Promise.all(permits.map((permit) => takeNext(ctx(), permit, anything)))
  expect(taken.filter((one) => one.ok).length).toBe(scripts.length)
  expect(taken.filter((one) => !one.ok && one.reason === 'none').length).toBe(5)
})

test('one marker who asks eight times at once ends with four', async () => {
  const { marker } = await cohortWith(8)
  const permit = await marker()
  const taken = await Promise.all(Array.from({ length: 8 }, () => takeNext(ctx(), permit, anything)))
  expect(taken.filter((one) => one.ok).length).toBe(4)
  expect(taken.filter((one) => !one.ok && one.reason === 'too_many').length).toBe(4)
})

test('a lease that has run out is the next one again, and counts no longer among the four', async () => {
  const { scripts, marker } = await cohortWith(4)
  const [first, second] = [await marker(), await marker()]
  for (let index = 0; index < 4; index++) await takeNext(ctx(), first, anything)
  expect(await takeNext(ctx(), second, anything)).toEqual({ ok: false, reason: 'none' })
  const later = ctx(new Date(now.getTime() + 30 * 60_000))
  expect(await takeNext(later, second, anything)).toEqual({ ok: true, value: { submissionId: scripts[0] } })
  expect(await takeNext(later, first, anything)).toEqual({ ok: true, value: { submissionId: scripts[1] } })
})

test('a filter that fits nothing takes nothing; scripts of other cohorts are out of reach', async () => {
  const { marker } = await cohortWith(1)
  const permit = await marker()
  expect(await takeNext(ctx(), permit, { prompt: null, locale: 'kk' })).toEqual({ ok: false, reason: 'none' })
  expect(await takeNext(ctx(), permit, { prompt: 'other', locale: null })).toEqual({
    ok: false,
    reason: 'none',
  })
  const elsewhere = permitOf(permit.markerId, (await seedCohort(db, { now })).id)
  expect(await takeNext(ctx(), elsewhere, anything)).toEqual({ ok: false, reason: 'none' })
  expect((await takeNext(ctx(), permit, { prompt: 'case', locale: 'ru' })).ok).toBe(true)
})
