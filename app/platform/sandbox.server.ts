import { createRequire } from 'node:module'
import { MessageChannel } from 'node:worker_threads'
import { Piscina } from 'piscina'

/*
 * What others have written is read in threads of its own: a thread has so much time and memory for one task; one that
 * needs more is ended and replaced, and the task is refused. It sees no environment and so no secrets.
 */

/** Milliseconds to wait for a turn and for a thread to start. */
const START_LIMIT = 60_000
const IDLE_BEFORE_END = 30_000

/** No thread was free in time. The task has not been judged: try again later. */
class SandboxBusy extends Error {
  override name = 'SandboxBusy'
}

/** Why a task was ended: its time, its memory, or a fault of its own. */
export type Stopped = 'out_of_time' | 'out_of_memory' | 'check_failed'
export type Outcome<T> = { done: true; value: T } | { done: false; because: Stopped }

type Limits = {
  threads: number
  /** Tasks that may wait for their turn in one process. */
  queue: number
  /** Milliseconds for one task, from when the work begins. */
  timeLimit: number
  /** Memory of one thread. */
  megabytes: number
}

/**
 * Threads for one kind of task. `worker` is a module as "#app/…", whose default export gets `{ ...task, began }` and posts
 * a message to `began` when the work itself begins: what a thread needs for its start is not counted. The answer carries out one task;
 * it rejects only with `SandboxBusy`.
 */
export function openSandbox(worker: string, { threads, queue, timeLimit, megabytes }: Limits) {
  let pool: Piscina | undefined
  /** Tasks that run or wait. Counted here: the pool does not count waiting tasks that can be aborted. */
  let pending = 0

  function open(): Piscina {
    if (pool) return pool
    // The built server is a bundle; the sources are beside it, and Node runs them as they are.
    pool = new Piscina({
      filename: createRequire(import.meta.url).resolve(worker),
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: IDLE_BEFORE_END,
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: megabytes - 64, maxYoungGenerationSizeMb: 64 },
    })
    // A thread that ends is replaced; the task that ended it gets its answer below.
    pool.on('error', () => {})
    return pool
  }

  return async function carryOut<T>(input: unknown): Promise<Outcome<T>> {
    if (pending >= threads + queue) throw new SandboxBusy('too many tasks wait')
    pending += 1
    const ended = new AbortController()
    const { port1: began, port2 } = new MessageChannel()
    let started = false
    let timer = setTimeout(() => ended.abort(), START_LIMIT)
    began.once('message', () => {
      started = true
      clearTimeout(timer)
      timer = setTimeout(() => ended.abort(), timeLimit)
    })
    try {
      const task = { input, began: port2 }
      return {
        done: true,
        value: (await open().run(task, { signal: ended.signal, transferList: [port2] })) as T,
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY')
        return { done: false, because: 'out_of_memory' }
      if (ended.signal.aborted && started) return { done: false, because: 'out_of_time' }
      if (started) return { done: false, because: 'check_failed' }
      throw new SandboxBusy('no thread was free for the task', { cause: error })
    } finally {
      pending -= 1
      clearTimeout(timer)
      began.close()
    }
  }
}
