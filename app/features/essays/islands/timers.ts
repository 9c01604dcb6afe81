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

/** The pause before the next try after so many failures, a quarter longer or shorter: 150 pages do not come at once. */
export const waits = (pauses: readonly number[], failures: number, timers: Timers): number =>
  (pauses[Math.min(failures, pauses.length) - 1] ?? 0) * (0.75 + timers.Math.random() / 2)
