/** Where the text of a draft is stored, as far as the page knows; times of day in the cohort's zone. */
export type SaveStatus = {
  /** The server lacks some of the text on the page. */
  behind: boolean
  /** When a copy was last stored on this device; null where there is none. */
  here: string | null
  /** When the server last sent a receipt; null before the first one. */
  server: string | null
  /** Null while the server can be reached and takes the text. */
  trouble: null | 'offline' | Refusal
  /** The device refuses to store copies. */
  noCopy: boolean
}

export type Refusal = 'deactivated' | 'signedOut' | 'foreign' | 'tooLarge' | 'broken' | 'failed' | 'closed'

type Say = (key: string, values?: Record<string, string>) => string

/** The save status in one line, the most urgent part first; never claims more than is known. */
export function saveStatusText(status: SaveStatus, say: Say): string {
  const parts: string[] = []
  if (status.trouble === 'offline') parts.push(say('offline'))
  else if (status.trouble) parts.push(say('refuses', { why: say(`why_${status.trouble}`) }))
  if (status.noCopy && (status.behind || status.trouble)) parts.push(say('noCopy'))
  else if (status.behind && status.here) parts.push(say('savedHere', { time: status.here }))
  // Typed a moment ago and stored nowhere yet.
  else if (status.behind) parts.push(say('saving'))
  if (status.server) parts.push(say('savedServer', { time: status.server }))
  else if (parts.length === 0) parts.push(say('begun'))
  return parts.join(' · ')
}
