import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Permit } from '#app/access/permit.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { openDatabase } from '#db/client.ts'
import { seedCohort } from '#db/seeds/cohort.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { seedPrompt } from '#db/seeds/prompt.ts'
import { seedSubmission } from '#db/seeds/submissions.ts'
import { seedLateCopy } from '#db/seeds/writing.ts'
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts'
import { acceptLateCopy } from './accept-late-copy.server.ts'
import { finaliseMark } from './finalise-mark.server.ts'
import { reopenAttempt } from './reopen-attempt.server.ts'
import { saveDraft } from './save-draft.server.ts'
import { takeScript } from './take-script.server.ts'

const now = new Date('2026-11-24T04:00:00Z')

let database: TestDatabase
let db: ReturnType<typeof openDatabase>
let cohortId: string
let admin: string
beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.url, { max: 12 })
  await seedPrompt(db, 'case')
  cohortId = (await seedCohort(db, { now })).id
  admin = (await seedPerson(db, { role: 'admin' })).id
})
afterAll(async () => {
  await db.destroy()
  await database.drop()
})

const ctxOf = (personId: string): Ctx => ({
  db,
  now: () => now,
  actor: { kind: 'person', id: personId } as Ctx['actor'],
  requestId: 'test',
  locale: 'ru',
})

/** An essay in a marker's hands, all of it marked and nothing finished, with a late copy that waits. */
async function almostMarked() {
  const writer = await seedPerson(db, { cohortId })
  const marker = await seedPerson(db, { role: 'instructor', cohortId })
  const essay = { personId: writer.id, cohortId, promptSlug: 'case', locale: 'ru' as const, text: 'A text.' }
  const submissionId = await seedSubmission(db, {
    ...essay,
    submittedAt: new Date(now.getTime() - 3_600_000),
  })
  const { attempt_id: attemptId } = await db
    .selectFrom('submission')
    .where('id', '=', submissionId)
    .select('attempt_id')
    .executeTakeFirstOrThrow()
  const copyId = await seedLateCopy(db, { attemptId, text: 'A late text.', receivedAt: now })
  // Permits are minted by access alone; here the rows are our own.
  const mark = {
    markerId: marker.id,
    submissionId,
    action: 'submission.mark',
  } as unknown as Permit<'submission.mark'>
  const permit = { attemptId, action: 'attempt.change' } as unknown as Permit<'attempt.change'>
  const marking = ctxOf(marker.id)
  await takeScript(marking, mark)
  const content = { scores: { facts: 4, norm: 3 }, remarks: {}, annotations: [], overall: '' }
  await saveDraft(marking, mark, { base: 0, content, typed: null })
  const queue = {
    markerId: marker.id,
    cohortIds: [],
    action: 'queue.read',
  } as unknown as Permit<'queue.read'>
  const next = { permit: queue, filter: { prompt: null, locale: null } }
  return {
    submissionId,
    attemptId,
    finish: () => finaliseMark(marking, mark, { base: 1, content, typed: null }, next),
    takeAgain: () => takeScript(marking, mark),
    reopen: () => reopenAttempt(ctxOf(admin), permit, { minutes: 30, reason: 'test' }, () => 'link'),
    accept: () => acceptLateCopy(ctxOf(admin), permit, { copyId, reason: 'test' }),
  }
}

/** Resolves when `count` transactions wait for a lock. */
async function waiting(count: number): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
    if ((rows[0]?.n ?? 0) >= count) return
  }
}

/** Lets `first` and `second` meet at the row of the script: both are under way before either goes on. */
async function meet<A, B>(
  submissionId: string,
  first: () => Promise<A>,
  second: () => Promise<B>,
): Promise<[A, B]> {
  return db
    .transaction()
    .execute(async (gate) => {
      await gate.selectFrom('submission').where('id', '=', submissionId).select('id').forUpdate().execute()
      const one = first()
      await waiting(1)
      const two = second()
      await waiting(2)
      return [one, two] as const
    })
    .then((both) => Promise.all(both))
}

const marksOf = (submissionId: string) =>
  db.selectFrom('mark').where('script_id', '=', submissionId).select('id').execute()
const countsNow = (attemptId: string) =>
  db
    .selectFrom('submission')
    .where('attempt_id', '=', attemptId)
    .where('superseded_at', 'is', null)
    .select('id')
    .execute()

test.each(['reopen', 'accept'] as const)(
  'a marker who finishes just before staff %s wins, and nothing is withdrawn',
  async (verb) => {
    const essay = await almostMarked()
    const [finished, staff] = await meet(essay.submissionId, essay.finish, async () => essay[verb]())
    expect(finished.ok).toBe(true)
    expect(staff).toEqual({ ok: false, reason: 'marked' })
    expect(await marksOf(essay.submissionId)).toHaveLength(1)
    expect(await countsNow(essay.attemptId)).toEqual([{ id: essay.submissionId }])
  },
)

test.each(['reopen', 'accept'] as const)(
  'staff who %s just before a marker finishes win, and there is no mark',
  async (verb) => {
    const essay = await almostMarked()
    const [staff, finished] = await meet(essay.submissionId, async () => essay[verb](), essay.finish)
    expect(staff.ok).toBe(true)
    expect(finished).toEqual({ ok: false, reason: 'lease_over' })
    expect(await marksOf(essay.submissionId)).toEqual([])
    expect((await countsNow(essay.attemptId)).map(({ id }) => id)).not.toContain(essay.submissionId)
  },
)

test('a marker who takes the script while staff open the essay again does not get it', async () => {
  const essay = await almostMarked()
  const [staff, taken] = await meet(essay.submissionId, essay.reopen, essay.takeAgain)
  expect(staff.ok).toBe(true)
  expect(taken).toEqual({ ok: false, reason: 'gone' })
  const leases = await db
    .selectFrom('grading_lease')
    .innerJoin('marking_task', 'marking_task.id', 'grading_lease.task_id')
    .where('script_id', '=', essay.submissionId)
    .select('marker_id')
    .execute()
  expect(leases).toEqual([])
})

test('whatever eight staff do to one essay at once, one text counts at most and every receipt has its reason', async () => {
  const essay = await almostMarked()
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, index) => (index % 2 ? essay.reopen() : essay.accept())),
  )
  // An essay that was accepted first may still be opened again once; one that is open takes no copy.
  const done = answers.filter(({ ok }) => ok).length
  expect([1, 2]).toContain(done)
  expect((await countsNow(essay.attemptId)).length).toBeLessThanOrEqual(1)
  const { rows } = await sql<{ accepted: number; submissions: number }>`
    select (select count(*)::int from late_copy where attempt_id = ${essay.attemptId} and accepted_at is not null)
      as accepted, (select count(*)::int from submission where attempt_id = ${essay.attemptId}) as submissions`.execute(
    db,
  )
  expect(rows[0]?.submissions).toBe(1 + (rows[0]?.accepted ?? 0))
})
