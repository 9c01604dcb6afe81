import PQueue from 'p-queue'
import { ok, type Result, refuse } from './result.ts'

/** Runs work in its turn; refuses with `busy` where as much waits already as may. */
export type BoundedQueue = <T>(work: () => Promise<T>) => Promise<Result<T, 'busy'>>

/** A queue in which at most `atOnce` pieces of work run and at most `waiting` wait for their turn. */
export function boundedQueue({ atOnce, waiting }: { atOnce: number; waiting: number }): BoundedQueue {
  const queue = new PQueue({ concurrency: atOnce })
  return async (work) => {
    if (queue.pending >= atOnce && queue.size >= waiting) return refuse('busy')
    return ok(await queue.add(work))
  }
}
