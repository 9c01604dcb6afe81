import type { Permit } from '#app/access/permit.ts'
import type { Calendar } from '#app/features/cohorts/calendar.ts'
import { practiceCourse } from '#app/features/lessons/queries/practice-settings.server.ts'
import { type Ctx, inTransaction, type TxCtx } from '#app/platform/ctx.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { drawQuestions } from '../steps/draw.server.ts'
import { planTest, type TestChoice, type TestPlan } from '../test-plan.ts'
import { testState } from '../test-state.ts'

type Refusal = 'no_test' | 'not_open' | 'over' | 'no_questions'

/** Seconds after the time of a test in which answers that were on their way are taken. */
const GRACE_SECONDS = 120

/**
 * Begins a test: draws its questions and starts the server's clock. Two windows that begin the same test get one; a
 * test of the course that was taken before is answered with that one. Refuses what `planTest` does, and a test for
 * which there is no question at all.
 */
export async function beginTest(
  ctx: Ctx,
  permit: Permit<'practice.begin'>,
  calendar: Calendar,
  choice: TestChoice,
): Promise<Result<{ testId: string }, Refusal>> {
  const plan = planTest(await practiceCourse(ctx), calendar, choice, ctx.now())
  if (!plan.ok) return plan
  // A begin that meets one at the same moment reads what that one wrote.
  return inTransaction(ctx, async (tx) => {
    const begun = (await insertTest(tx, permit, plan.value)) ?? (await again(tx, permit, plan.value))
    if (!begun.fresh) return ok({ testId: begun.id })
    let drawn = 0
    for (const { upTo, spheres, lessons } of plan.value.portions) {
      if (drawn >= upTo) continue
      drawn += await drawQuestions(tx, {
        ...{ testId: begun.id, personId: permit.personId, count: upTo - drawn },
        pool: { spheres, lessons },
      })
    }
    if (drawn > 0) return ok({ testId: begun.id })
    await tx.db.deleteFrom('practice_test').where('id', '=', begun.id).execute()
    return refuse('no_questions')
  })
}

type Begun = { id: string; fresh: boolean }

/** The new test; null where the person has one of that name that counts. */
async function insertTest(
  tx: TxCtx,
  { personId, cohortId }: Permit<'practice.begin'>,
  { name, kind, minutes }: TestPlan,
): Promise<Begun | null> {
  const now = tx.now()
  const row = await tx.db
    .insertInto('practice_test')
    .values({
      person_id: personId,
      cohort_id: cohortId,
      name,
      kind,
      locale: tx.locale,
      started_at: now,
      deadline_at: minutes === null ? null : new Date(now.getTime() + minutes * 60_000),
      grace_seconds: minutes === null ? 0 : GRACE_SECONDS,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row ? { id: row.id, fresh: true } : null
}

/** The test that is there already; one whose time ran out unnoticed is closed, and a new one begun. */
async function again(tx: TxCtx, permit: Permit<'practice.begin'>, plan: TestPlan): Promise<Begun> {
  const known = await tx.db
    .selectFrom('practice_test')
    .where('person_id', '=', permit.personId)
    .where('name', '=', plan.name)
    .orderBy('started_at', 'desc')
    .select(['id', 'started_at as startedAt', 'deadline_at as deadlineAt', 'grace_seconds as graceSeconds'])
    .select('finished_at as finishedAt')
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (plan.kind === 'fixed' || testState(known, tx.now()) !== 'finished')
    return { id: known.id, fresh: false }
  await tx.db
    .updateTable('practice_test')
    .set({ finished_at: known.deadlineAt })
    .where('id', '=', known.id)
    .where('finished_at', 'is', null)
    .execute()
  return (await insertTest(tx, permit, plan)) ?? { id: known.id, fresh: false }
}
