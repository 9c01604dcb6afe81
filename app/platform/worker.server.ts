import { Logger, type Runner, run, runOnce, type TaskList } from 'graphile-worker'
import type { JobHandlers } from './jobs.server.ts'
import type { Log } from './log.server.ts'

const levels = { error: 'error', warning: 'warn', info: 'debug', debug: 'debug' } as const

const workerLog = (log: Log): Logger =>
  new Logger(() => (level, message) => log[levels[level as keyof typeof levels] ?? 'info'](message))

const taskList = (handlers: JobHandlers): TaskList =>
  Object.fromEntries(
    Object.entries(handlers).map(([name, handle]) => [name, (payload: unknown) => handle(payload as never)]),
  )

type Options = { url: string; handlers: JobHandlers; log: Log }

/** Takes jobs from the queue until it is stopped; a stop lets running ones end. */
export function startWorker({ url, handlers, log }: Options): Promise<Runner> {
  return run({
    connectionString: url,
    taskList: taskList(handlers),
    concurrency: 4,
    noHandleSignals: true,
    logger: workerLog(log),
    crontab: '',
  })
}

/** Carries out every job that is due and returns when none is left; a job that fails throws nothing here. */
export async function drainJobs({ url, handlers, log }: Options): Promise<void> {
  await runOnce({ connectionString: url, taskList: taskList(handlers), logger: workerLog(log) })
}
