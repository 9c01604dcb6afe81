import pino from 'pino'

export type Log = pino.Logger

/** The process's log: one JSON line an event on standard error, so that standard output stays for the user. */
export function openLog(level: string): Log {
  return pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2))
}
