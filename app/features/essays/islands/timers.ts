/** How a page waits; tests bring their own. */
export type Timers = {
  setTimeout(run: () => void, milliseconds: number): unknown
  clearTimeout(timer: unknown): void
  Math: { random(): number }
}

/** Work after `quiet` milliseconds without another call of `soon`, and `latest` milliseconds after the first one. */
export function delayed(timers: Timers, pause: { quiet: number; latest: number }, run: () => void) {
  let quiet: unknown
  let latest: unknown
  const cancel = () => {
    timers.clearTimeout(quiet)
    timers.clearTimeout(latest)
    latest = undefined
  }
  const wait = (milliseconds: number) => {
    timers.clearTimeout(quiet)
    quiet = timers.setTimeout(run, milliseconds)
  }
  return {
    cancel,
    soon(): void {
      wait(pause.quiet)
      latest ??= timers.setTimeout(run, pause.latest)
    },
    in: wait,
  }
}

/** Milliseconds until the text goes to the device, and to the server. */
export const PAUSE = { quiet: 300, latest: 2_000 }
export const QUIET = { quiet: 2_000, latest: 10_000 }

/** Milliseconds between two heartbeats, and how long a page waits for the answer to its first one. */
export const HEARTBEAT = 15_000
export const FIRST_HEARTBEAT = 4_000

const RETRIES = [2_000, 4_000, 8_000, 15_000]

/** The pause before the next try after so many failures, a quarter longer or shorter: 150 pages do not come at once. */
export const waitAfter = (failures: number, timers: Timers): number =>
  (RETRIES[Math.min(failures, RETRIES.length) - 1] ?? 0) * (0.75 + timers.Math.random() / 2)
