import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql, type Transaction } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '#db/client.ts'
import type { DB } from '#db/schema.ts'
import { seedCohort } from '#db/seeds/cohort.ts'
import { seedOutcome } from '#db/seeds/marks.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { seedPrompt } from '#db/seeds/prompt.ts'
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts'
import { type AttemptState, attemptState, attemptStates } from '../essay-state.ts'
import { attemptStateSql, joinSubmission } from './attempt-state.server.ts'

const started = new Date('2026-11-24T03:00:00Z')
const at = (minutes: number) => new Date(started.getTime() + minutes * 60_000)

let database: TestDatabase
let db: ReturnType<typeof openDatabase>
let essay: { cohortId: string; markerId: string; promptId: string; versionId: string; rubricId: string }
beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.url, { max: 2 })
  await seedPrompt(db, 'case')
  const cohortId = (await seedCohort(db, { now: started })).id
  const markerId = (await seedPerson(db, { cohortId, role: 'instructor' })).id
  const version = await db.selectFrom('prompt_version').selectAll().executeTakeFirstOrThrow()
  const { id: versionId, prompt_id: promptId, rubric_id: rubricId } = version
  essay = { cohortId, markerId, promptId, versionId, rubricId }
})
afterAll(async () => {
  await db.destroy()
  await database.drop()
})

type Drawn = {
  begun: boolean
  deadline: number
  closed: number | null
  /** What was handed in before staff reopened or accepted a late copy. */
  superseded: boolean
  submission: 'none' | 'waits' | 'marked' | 'decided' | 'released'
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  begun: fc.boolean(),
  deadline: fc.integer({ min: 1, max: 20 }),
  closed: fc.option(fc.integer({ min: 1, max: 30 })),
  superseded: fc.boolean(),
  submission: fc.constantFrom('none', 'waits', 'marked', 'decided', 'released'),
})

/** Stores an attempt of a new person, or none; answers who it is. */
async function store(tx: Transaction<DB>, one: Drawn): Promise<string> {
  const { cohortId, promptId, versionId } = essay
  const { id: personId } = await seedPerson(tx, { email: `${randomUUID()}@sot.kz` })
  if (!one.begun) return personId
  const own = {
    person_id: personId,
    cohort_id: cohortId,
    prompt_id: promptId,
    prompt_version_id: versionId,
    locale: 'ru',
  } as const
  const { id } = await tx
    .insertInto('attempt')
    .values({
      ...own,
      number: 1,
      started_at: started,
      deadline_at: at(one.deadline),
      closed_at: one.closed === null ? null : at(one.closed),
      closed_by: one.closed === null ? null : 'deadline',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const submit = (superseded: boolean) =>
    tx
      .insertInto('submission')
      .values({
        ...own,
        attempt_id: id,
        text: 'Text',
        words: 1,
        sha256: '',
        receipt_number: randomUUID(),
        alias: randomUUID(),
        submitted_at: at(1),
        superseded_at: superseded ? at(2) : null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
  if (one.superseded) await submit(true)
  if (one.closed !== null && one.submission !== 'none')
    await mark(tx, (await submit(false)).id, one.submission)
  return personId
}

async function mark(tx: Transaction<DB>, submissionId: string, state: Drawn['submission']): Promise<void> {
  if (state === 'waits') return
  const { markerId, rubricId } = essay
  const markId: string = randomUUID()
  await tx
    .insertInto('mark')
    .values({
      id: markId,
      script_id: submissionId,
      marker_id: markerId,
      rubric_id: rubricId,
      scores: '{}',
      remarks: '{}',
      annotations: '[]',
      overall: '',
      points: 7,
      finalised_at: at(3),
    })
    .execute()
  if (state === 'marked') return
  const release = state === 'released' ? { at: at(4), by: markerId } : null
  await seedOutcome(tx, { submissionId, points: 7, fromMarks: [markId], by: markerId, at: at(3), release })
}

const factsOf = ({ begun, deadline, closed, submission }: Drawn) =>
  begun
    ? {
        deadlineAt: at(deadline),
        closedAt: closed === null ? null : at(closed),
        submission:
          closed === null || submission === 'none'
            ? null
            : { marked: submission !== 'waits', released: submission === 'released' },
      }
    : null

const open = { begun: true, closed: null, superseded: false, submission: 'none' } as const
const closed = { begun: true, deadline: 5, closed: 5, superseded: true } as const
/** One attempt in each state at the tenth minute. */
const oneOfEach: Drawn[] = [
  { ...open, begun: false, deadline: 5 },
  { ...open, deadline: 20 },
  { ...open, deadline: 5 },
  { ...closed, submission: 'none' },
  { ...closed, submission: 'waits' },
  { ...closed, submission: 'marked' },
  { ...closed, submission: 'decided' },
  { ...closed, submission: 'released' },
]

class Undo extends Error {}

test('attempt state: the rule and its SQL agree on random attempts at random instants', async () => {
  const seen = new Set<AttemptState>()
  await fc.assert(
    fc.asyncProperty(
      fc.array(drawn, { minLength: 8, maxLength: 16 }),
      fc.integer({ min: 0, max: 40 }),
      async (attempts, minutes) => {
        const now = at(minutes / 2)
        const work = db.transaction().execute(async (tx) => {
          const people: string[] = []
          for (const one of attempts) people.push(await store(tx, one))
          const { rows } = await sql<{ id: string; state: AttemptState }>`
            select p.id, ${attemptStateSql(now)} as state from person p
            left join attempt a on a.person_id = p.id ${joinSubmission}
            where p.id = any(${people}::uuid[])`.execute(tx)
          const states = people.map((id) => rows.filter((row) => row.id === id).map(({ state }) => state))
          expect(states).toEqual(attempts.map((one) => [attemptState(factsOf(one), now)]))
          for (const [state] of states) if (state) seen.add(state)
          throw new Undo()
        })
        await expect(work).rejects.toThrow(Undo)
      },
    ),
    { numRuns: 25, examples: [[oneOfEach, 20]] },
  )
  expect([...seen].sort()).toEqual([...attemptStates].sort())
})
