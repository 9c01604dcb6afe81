import { sql } from 'kysely'
import type { TxCtx } from './ctx.ts'

/**
 * The jobs of the house and what each carries. Features implement them in their jobs.server.ts; the worker joins
 * the two.
 */
export type JobPayloads = {
  'reset.request': { email: string }
  'access.sweep': Record<string, unknown>
  'mail.send': { mailId: string; to: string; subject: string; text: string }
  'mail.erase': { files: string[] }
  'lesson.compile': { versionId: string }
  'attempt.close': { attemptId: string }
  'retention.run': Record<string, unknown>
  'promise.watch': { cohortId: string; promptId: string }
  'import.check': { importId: string }
  'import.apply': { importId: string }
  'import.sweep': Record<string, unknown>
}
export type JobName = keyof JobPayloads

/** How a job is carried out; it may run more than once and must then find nothing left to do. */
export type JobHandlers<N extends JobName = JobName> = {
  [K in N]: (payload: JobPayloads[K]) => Promise<void>
}

/**
 * When a job is carried out and whether it is one of a kind: `runAt` (UTC) delays it, or `delay` by so many seconds of
 * the database's clock; a second job with the same `key` replaces the first.
 */
type JobOptions = { runAt?: Date; delay?: number; key?: string }

/** Puts a job into the queue within the caller's transaction: it exists if and only if the change does. */
export const enqueue = <N extends JobName>(
  tx: TxCtx,
  name: N,
  payload: JobPayloads[N],
  options: JobOptions = {},
): Promise<void> => enqueueAll(tx, name, [{ payload, ...options }])

/** Puts many jobs of one name into the queue, in one statement; keys must differ. */
export async function enqueueAll<N extends JobName>(
  tx: TxCtx,
  name: N,
  jobs: ({ payload: JobPayloads[N] } & JobOptions)[],
): Promise<void> {
  if (jobs.length === 0) return
  await sql`select from graphile_worker.add_jobs(array(
    select row(${name}::text, j.payload, null, coalesce(j."runAt", now() + j.delay * interval '1 second'), 10, j.key,
      null, null)::graphile_worker.job_spec
    from json_to_recordset(${JSON.stringify(jobs)}::json)
      as j(payload json, "runAt" timestamptz, delay double precision, key text)))`.execute(tx.db)
}

/** Takes jobs out of the queue that would write to a person: those of some mails, and those that name the address. */
export async function forgetMailJobs(tx: TxCtx, mailIds: string[], email: string): Promise<void> {
  await sql`select count(*) from graphile_worker.complete_jobs(array(
    select id from graphile_worker._private_jobs
    where payload ->> 'mailId' = any(${mailIds}::text[]) or lower(payload ->> 'to') = ${email}::text
      or lower(payload ->> 'email') = ${email}::text))`.execute(tx.db)
}
