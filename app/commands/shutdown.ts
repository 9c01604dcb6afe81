import { constants } from 'node:os'
import closeWithGrace from 'close-with-grace'

const SIGNALS = ['SIGINT', 'SIGTERM'] as const
/** Longer than running requests and jobs take, also on a busy machine. */
const PATIENCE = 20_000

type Close = (reason: { err?: Error }) => Promise<void>

/**
 * Ends this process on SIGINT and SIGTERM, once, however often and whenever they come: until it is told how to close,
 * by way of "exit", which lets PostgreSQL go; from then on by `close`, and with code 0. A bug that nobody caught closes
 * the same way, with code 1. Call it first of all; call what it answers when everything is up.
 */
export function endOnSignals(): (close: Close) => void {
  let end: (() => void) | null = null
  let asked = false
  for (const signal of SIGNALS) {
    // Never taken off: a second signal, from npm or from a parent that is gone, must not cut the first one short.
    process.on(signal, () => {
      if (asked) return
      asked = true
      if (end) end()
      else process.exit(128 + constants.signals[signal])
    })
  }
  return (close) => {
    const grace = closeWithGrace(
      {
        delay: PATIENCE,
        logger: false,
        skip: [...SIGNALS],
        onTimeout: () => console.error(`Not closed within ${PATIENCE / 1000} s: the process ends now.`),
      },
      ({ err }) => close({ err }),
    )
    end = grace.close
  }
}
