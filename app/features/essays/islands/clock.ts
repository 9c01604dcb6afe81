type ClockOptions = { now: number; deadline: number; offsetMinutes: number }

const WARNINGS = [15, 5, 1] as const
const two = (value: number): string => String(value).padStart(2, '0')

/**
 * The server's clock in the page: the server's time at loading (ms since the epoch) plus what a monotonic timer
 * measured since, so that a wrong or jumping clock of the device changes nothing. `offsetMinutes` is the zone's.
 */
export function openClock({ now, deadline, offsetMinutes }: ClockOptions) {
  let ahead = now - performance.now()
  const serverNow = () => performance.now() + ahead
  const left = () => deadline - serverNow()
  let warned = WARNINGS.filter((minutes) => left() <= minutes * 60_000).length
  let warn: (minutes: number) => void = () => {}

  return {
    /** Every answer of the server tells its time; timers that slept with the device are set right by it. */
    hear(response: Response): void {
      const told = Date.parse(response.headers.get('Date') ?? '')
      if (Number.isNaN(told)) return
      // The header has whole seconds: only a clear difference counts.
      if (Math.abs(told - serverNow()) > 2_000) ahead = told - performance.now()
    },
    /** "21:04" in the cohort's zone. */
    timeOfDay(): string {
      const local = new Date(serverNow() + offsetMinutes * 60_000)
      return `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`
    },
    onTick(tick: (left: number) => void): void {
      const beat = () => {
        tick(left())
        const next = WARNINGS[warned]
        if (next !== undefined && left() <= next * 60_000) {
          warned += 1
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
