import { sql } from 'kysely'
import { essayTimes } from '#app/features/cohorts/calendar.ts'
import type { TxCtx } from '#app/platform/ctx.ts'
import { enqueueAll } from '#app/platform/jobs.server.ts'
import { type Allowance, type Attempt, lastCall, noAllowance } from '../attempt.ts'

/**
 * The gate through which everything passes, one after the other, that gives a participant time: two tabs that begin,
 * staff who extend or reopen. Rows are locked in one order, so that two lists cannot wait for each other.
 */
export async function lockWriter(tx: TxCtx, personIds: string[]): Promise<void> {
  await tx.db
    .selectFrom('person')
    .where(sql<boolean>`id = any(${personIds}::uuid[])`)
    .orderBy('id')
    .select('id')
    .forNoKeyUpdate()
    .execute()
}

type Whose = { personId: string; promptId: string }

/** What a participant was allowed for a prompt, newest decision first; as for everybody where nothing was. */
export async function allowanceOf(tx: TxCtx, { personId, promptId }: Whose): Promise<Allowance> {
  const row = await tx.db
    .selectFrom('allowance')
    .where('person_id', '=', personId)
    .where('prompt_id', '=', promptId)
    .orderBy('granted_at', 'desc')
    .select(['extra_minutes as extraMinutes', 'due_at as dueAt'])
    .executeTakeFirst()
  return row ?? noAllowance
}

/** When an attempt is due for the person who writes it, by the version of the prompt that it was begun with. */
export async function dueTimeOf(
  tx: TxCtx,
  attempt: Whose & { cohortId: string; promptVersionId: string },
): Promise<Date> {
  const row = await tx.db
    .selectFrom('cohort as c')
    .innerJoin('prompt_version as v', (join) => join.on('v.id', '=', attempt.promptVersionId))
    .where('c.id', '=', attempt.cohortId)
    .select([sql<string>`c.start_date::text`.as('startDate'), 'c.zone', 'c.days'])
    .select([
      'c.opening_minute as openingMinute',
      'v.day',
      'v.due_day as dueDay',
      'v.cut_off_day as cutOffDay',
    ])
    .executeTakeFirstOrThrow()
  const allowance = await allowanceOf(tx, attempt)
  return essayTimes(row, row, allowance.dueAt).dueAt
}

type Closing = { id: string } & Pick<Attempt, 'deadlineAt' | 'graceSeconds'>

/** Has the server close an attempt after its last call; asked again with another deadline, it does so then. */
export const enqueueClosing = (tx: TxCtx, attempt: Closing): Promise<void> => enqueueClosings(tx, [attempt])

/** The same for many attempts, in one statement. */
export const enqueueClosings = (tx: TxCtx, attempts: Closing[]): Promise<void> =>
  enqueueAll(
    tx,
    'attempt.close',
    attempts.map(({ id, ...time }) => ({
      payload: { attemptId: id },
      runAt: new Date(lastCall(time).getTime() + 1000),
      key: `close:${id}`,
    })),
  )
