import { type Kysely, sql } from 'kysely'
import type { DB } from '#db/schema.ts'

/** One waiting, running or failed job, as staff see it. Done ones leave the queue. */
export type JobRow = {
  id: string
  name: string
  state: 'waiting' | 'running' | 'failed'
  attempts: number
  maxAttempts: number
  runAt: Date
  lastError: string | null
}

/** The newest 100 jobs of the queue, failed ones first. The one place that knows the queue's own tables. */
export async function listJobs(db: Kysely<DB>): Promise<JobRow[]> {
  const { rows } = await sql<JobRow>`
    select id::text as id, task_identifier as name,
      case when locked_at is not null then 'running' when last_error is not null then 'failed'
        else 'waiting' end as state,
      attempts::int as attempts, max_attempts::int as "maxAttempts", run_at as "runAt",
      left(last_error, 300) as "lastError"
    from graphile_worker.jobs
    order by (last_error is not null) desc, run_at, id
    limit 100`.execute(db)
  return rows
}

export type JobState = JobRow['state']

/** How many jobs the queue holds of each name in each state. */
export async function jobCounts(db: Kysely<DB>): Promise<{ name: string; state: JobState; count: number }[]> {
  const { rows } = await sql<{ name: string; state: JobState; count: number }>`
    select task_identifier as name,
      case when locked_at is not null then 'running' when last_error is not null then 'failed'
        else 'waiting' end as state, count(*)::int as count
    from graphile_worker.jobs group by 1, 2`.execute(db)
  return rows
}

/** How many jobs of the queue have failed at least once and are not done yet. */
export async function failedJobs(db: Kysely<DB>): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from graphile_worker.jobs where last_error is not null`.execute(db)
  return rows[0]?.n ?? 0
}

/** Puts a failed job back to the front of the queue with all its tries; true where there was one to put back. */
export async function retryJob(db: Kysely<DB>, id: string): Promise<boolean> {
  if (!/^\d{1,18}$/.test(id)) return false
  const { rows } = await sql`
    select id from graphile_worker.reschedule_jobs(array[${id}]::bigint[], run_at => now(), attempts => 0)`.execute(
    db,
  )
  return rows.length > 0
}
