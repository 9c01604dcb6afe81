import type { LocalCopy } from './local-copy.ts'
import type { Timers } from './timers.ts'

/** Where the newest words are. */
export type SyncState =
  /** On this device. */
  | { kind: 'here' }
  | { kind: 'saving' }
  | { kind: 'server' }
  | { kind: 'offline' }
  /** The words stay on the page and on this device. `foreign`: signed in as somebody else, or the draft is gone. */
  | { kind: 'refused'; reason: 'signedOut' | 'foreign' | 'tooLarge' | 'broken' | 'failed' }
  /** The attempt takes no more texts; `stored` where the server stores every word all the same. */
  | { kind: 'closed'; stored: boolean }

/** Whether this page is the one that writes, and until when (an ISO instant of the server). */
export type Presence = { active: boolean; deadline: string }

/** What a page tells about itself, and hears. */
export type SyncOptions = {
  /** Of the draft: its last part is the attempt's id. */
  address: string
  /** The random name that this page gave itself. */
  editor: string
  revision: number
  /** The text that the server is known to hold. */
  saved: string
  read(): string
  /** Puts a text into the page: from the device, or from another device that wrote on. */
  write(text: string): void
  copy: LocalCopy
  onState(state: SyncState): void
  onSaved(text: string, revision: number, receipt: string): void
  /** Two texts: the page's, and this one. Decides what the page goes on with. */
  onConflict(other: string): Promise<void>
  onAnswer(response: Response): void
  onPresence(presence: Presence): void
  visible?: () => boolean
  fetch?: (address: string, init: RequestInit) => Promise<Response>
  timers?: Timers
  /** Packs a request's text with gzip; null where it cannot. Without it texts go as they are. */
  pack?: (text: string) => Promise<ArrayBuffer | null>
}
