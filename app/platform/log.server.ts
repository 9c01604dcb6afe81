import pino from 'pino'

export type Log = pino.Logger

// What opens a door: tokens of invitations and resets in an address, keys of calendar feeds.
const SECRET_PATH = /(\/(?:reset|invite)\/)[^/?#\s"'<>]+/g
const SECRET_QUERY = /([?&]key=)[^&#\s"'<>]+/g

/** A text without the secrets that addresses in it may carry. */
const withoutSecrets = (text: string): string =>
  text.replace(SECRET_PATH, '$1[secret]').replace(SECRET_QUERY, '$1[secret]')

/**
 * The process's log: one JSON line an event on standard error, so that standard output stays for the user. No line
 * carries the secret of an address, wherever in it the address stands. Tests bring a `destination` of their own.
 */
export function openLog(level: string, destination: pino.DestinationStream = pino.destination(2)): Log {
  return pino(
    { level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime },
    { write: (line: string) => destination.write(withoutSecrets(line)) },
  )
}
