import { sql } from 'kysely'
import type { TxCtx } from './ctx.ts'

/**
 * The jobs of the house and what each carries. Features implement them in their jobs.server.ts; the worker joins
 * the two.
 */
export type JobPayloads = {
  'reset.request': { email: string }
  'mail.send': { mailId: string; to: string; subject: string; text: string }
  'lesson.compile': { versionId: string }
  'attempt.close': { attemptId: string }
}
export type JobName = keyof JobPayloads

/** How a job is carried out; it may run more than once and must then find nothing left to do. */
export type JobHandlers<N extends JobName = JobName> = {
  [K in N]: (payload: JobPayloads[K]) => Promise<void>
}

/**
 * Puts a job into the queue within the caller's transaction: it exists if and only if the change does.
 * `runAt` (UTC) delays it, or `delay` by so many seconds of the database's clock; `key` makes it one of a kind: a
 * second call with the same key replaces the first.
 */
export async function enqueue<N extends JobName>(
  tx: TxCtx,
  name: N,
  payload: JobPayloads[N],
  options: { runAt?: Date; delay?: number; key?: string } = {},
): Promise<void> {
  await sql`select graphile_worker.add_job(${name}, ${JSON.stringify(payload)}::json,
    run_at => coalesce(${options.runAt ?? null}::timestamptz, now() + ${options.delay ?? null} * interval '1 second'),
    job_key => ${options.key ?? null}::text, max_attempts => 10)`.execute(tx.db)
}
