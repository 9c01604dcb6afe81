type ClockOptions = {
  /** The server's time when the page was made, or what the device makes of it (ms since the epoch). */
  now: number
  deadline: number
  /** Of the cohort's zone, minutes east of UTC. */
  offsetMinutes: number
}

const WARNINGS = [15, 5, 1] as const
const two = (value: number): string => String(value).padStart(2, '0')

/**
 * The server's clock in the page: the server's time at loading plus what a monotonic timer measured since, so that
 * a wrong or jumping clock of the device changes nothing.
 */
export function openClock({ now, deadline, offsetMinutes }: ClockOptions) {
  let ahead = now - performance.now()
  let end = deadline
  const serverNow = () => performance.now() + ahead
  const left = () => end - serverNow()
  const passed = () => WARNINGS.filter((minutes) => left() <= minutes * 60_000).length
  let warned = passed()
  let warn: (minutes: number) => void = () => {}

  return {
    /** Milliseconds to the deadline; negative after it. */
    left,
    deadline: () => end,
    /** What has to be added to the device's own clock, to be kept for a reload without a line. */
    aheadOfDevice: () => serverNow() - Date.now(),
    /** Every answer of the server tells its time; timers that slept with the device are set right by it. */
    hear(response: Response): void {
      const told = Date.parse(response.headers.get('Date') ?? '')
      if (Number.isNaN(told)) return
      // The header has whole seconds: only a clear difference counts.
      if (Math.abs(told - serverNow()) > 2_000) ahead = told - performance.now()
    },
    /** Takes a new deadline (ms since the epoch); answers whether it is later, earlier or the same as before. */
    move(to: number): 'later' | 'earlier' | null {
      const by = to - end
      if (Number.isNaN(by) || Math.abs(by) < 1_000) return null
      end = to
      warned = passed()
      return by > 0 ? 'later' : 'earlier'
    },
    /** "21:04" in the cohort's zone, now or at an instant (ms since the epoch). */
    timeOfDay(at = serverNow()): string {
      const local = new Date(at + offsetMinutes * 60_000)
      return `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`
    },
    onTick(tick: (left: number) => void): void {
      const beat = () => {
        tick(left())
        const next = WARNINGS[warned]
        if (next !== undefined && left() <= next * 60_000) {
          warned = passed()
          warn(next)
        }
      }
      setInterval(beat, 1_000)
      beat()
    },
    onWarning(listener: (minutes: number) => void): void {
      warn = listener
    },
  }
}
