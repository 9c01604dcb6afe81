import { sql } from 'kysely'
import { essayTimes } from '#app/features/cohorts/calendar.ts'
import type { TxCtx } from '#app/platform/ctx.ts'
import { enqueueAll } from '#app/platform/jobs.server.ts'
import { type Allowance, type Attempt, lastCall, noAllowance } from '../attempt.ts'

/**
 * Serialises everything that gives a participant time for an essay: two tabs that begin, staff who extend or reopen.
 * Advisory locks of the transaction in place of the rows of people: a session, a sign-in or a profile is never kept
 * waiting by them. Taken in one order, so that two lists cannot wait for each other.
 */
export async function lockWriters(tx: TxCtx, promptId: string, personIds: string[]): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(gate.key) from (
      select hashtextextended('essay-time ' || ${promptId}::text || id, 0) as key
      from unnest(${personIds}::text[]) id order by key offset 0) gate`.execute(tx.db)
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
