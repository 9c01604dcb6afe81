/** Where the words of a draft are, as far as the page knows; times of day in the cohort's zone. */
export type Whereabouts = {
  /** The words on the page are not all on the server. */
  behind: boolean
  /** When a copy was last kept on this device; null where there is none. */
  here: string | null
  /** When the server last gave a receipt; null before the first one. */
  server: string | null
  /** Null while the server can be reached and takes the text. */
  trouble: null | 'offline' | Refusal
  /** The device refuses to keep copies. */
  noCopy: boolean
}

export type Refusal = 'deactivated' | 'signedOut' | 'foreign' | 'tooLarge' | 'broken' | 'failed' | 'closed'

type Say = (key: string, values?: Record<string, string>) => string

/** The state of the words in one line, the most pressing first; never claims more than is known. */
export function saveWords(where: Whereabouts, say: Say): string {
  const parts: string[] = []
  if (where.trouble === 'offline') parts.push(say('offline'))
  else if (where.trouble) parts.push(say('refuses', { why: say(`why_${where.trouble}`) }))
  if (where.noCopy && (where.behind || where.trouble)) parts.push(say('noCopy'))
  else if (where.behind && where.here) parts.push(say('savedHere', { time: where.here }))
  // Typed a moment ago and kept nowhere yet.
  else if (where.behind) parts.push(say('saving'))
  if (where.server) parts.push(say('savedServer', { time: where.server }))
  else if (parts.length === 0) parts.push(say('begun'))
  return parts.join(' · ')
}
