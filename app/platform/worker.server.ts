import { once } from 'node:events'
import { Logger, parseCronItems, run, runOnce, type TaskList } from 'graphile-worker'
import type pg from 'pg'
import { openPool } from '#db/client.ts'
import type { JobHandlers } from './jobs.server.ts'
import type { Log } from './log.server.ts'

const levels = { error: 'error', warning: 'warn', info: 'debug', debug: 'debug' } as const

const workerLog = (log: Log): Logger =>
  new Logger(() => (level, message) => log[levels[level as keyof typeof levels] ?? 'info'](message))

// Payloads were typed when they were enqueued; the queue gives them back as JSON.
const taskList = (handlers: JobHandlers): TaskList =>
  Object.fromEntries(
    Object.entries(handlers as Record<string, (payload: unknown) => Promise<void>>).map(([name, handle]) => [
      name,
      (payload: unknown) => handle(payload),
    ]),
  )

// What is done without anybody's request; `match` is minute, hour, day, month, weekday (UTC). As items, not as the text of
// a crontab, whose names of jobs take no dots.
const SCHEDULE = parseCronItems([
  { task: 'access.sweep', match: '17 * * * *', identifier: 'access_sweep' },
  // After midnight where the Academy is.
  { task: 'retention.run', match: '7 20 * * *', identifier: 'retention_run' },
  { task: 'import.sweep', match: '47 * * * *', identifier: 'import_sweep' },
])

type Options = { url: string; handlers: JobHandlers; log: Log }

/**
 * Connections for jobs. The runner would not wait for the end of its own ones: a server that stops right after it
 * would then break one that nobody listens to, and with it the process.
 */
function openJobsPool(url: string, log: Log): { pgPool: pg.Pool; end(): Promise<void> } {
  const pgPool = openPool(url, { work: 'jobs' })
  const open = new Set<pg.PoolClient>()
  const report = (err: Error) => log.error({ err }, 'a connection for jobs broke')
  pgPool.on('error', report)
  pgPool.on('connect', (client) => {
    client.on('error', report)
    open.add(client)
  })
  pgPool.on('remove', (client) => open.delete(client))
  return {
    pgPool,
    async end() {
      await pgPool.end()
      // By now it has let go of them all; they are closed when each was removed.
      while (open.size > 0) await once(pgPool, 'remove')
    },
  }
}

/** Takes jobs from the queue until it is stopped; a stop lets running ones end, and their connections. */
export async function startWorker({ url, handlers, log }: Options): Promise<{ stop(): Promise<void> }> {
  const { pgPool, end } = openJobsPool(url, log)
  const runner = await run({
    pgPool,
    taskList: taskList(handlers),
    concurrency: 4,
    noHandleSignals: true,
    logger: workerLog(log),
    parsedCronItems: SCHEDULE,
  })
  return {
    async stop() {
      await runner.stop()
      await end()
    },
  }
}

/** Carries out every job that is due and returns when none is left; a job that fails throws nothing here. */
export async function drainJobs({ url, handlers, log }: Options): Promise<void> {
  const { pgPool, end } = openJobsPool(url, log)
  try {
    await runOnce({ pgPool, taskList: taskList(handlers), logger: workerLog(log) })
  } finally {
    await end()
  }
}
