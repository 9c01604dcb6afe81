import { setTimeout as pause } from 'node:timers/promises'
import { withLock } from './lock.ts'
import type { Place } from './place.ts'
import { findPostmaster } from './postmaster.ts'

const LOOK_EVERY = 1_000
const AFTER_FAILURE = 10_000

/**
 * Starts the server again when it was killed: it comes back on its port, so the pools of this process find it. Call the
 * answered function before the server is stopped on purpose.
 */
export function keepRunning(
  place: Place,
  restart: () => Promise<unknown>,
  log: (line: string) => void,
): () => void {
  let wanted = true
  let busy = false
  const look = async () => {
    if (busy || findPostmaster(place)) return
    busy = true
    try {
      await withLock(place.desk, async () => {
        if (!wanted || findPostmaster(place)) return
        log('PostgreSQL ended unexpectedly; starting it again …')
        await restart()
      })
    } catch (error) {
      log((error as Error).message)
      await pause(AFTER_FAILURE, undefined, { ref: false })
    }
    busy = false
  }
  const timer = setInterval(look, LOOK_EVERY).unref()
  return () => {
    wanted = false
    clearInterval(timer)
  }
}
