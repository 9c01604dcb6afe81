import { normaliseText } from '../essay-text.ts'
import type { SyncOptions } from './sync-options.ts'
import type { Timers } from './timers.ts'

/** An answer of the server; `body` is null where it was no JSON. */
export type Answer = { status: number; body: Record<string, unknown> | null }

type Text = { baseRevision: number; text: string; editor: string }

type Line = Pick<SyncOptions, 'address' | 'fetch' | 'pack' | 'onAnswer'> & {
  timers: Timers
  isOver(): boolean
}

const JSON_BODY = { 'Content-Type': 'application/json' }
const PACKED = { 'Content-Encoding': 'gzip' }

const PATIENCE = 20_000
// A browser carries at most 64 kB after the page is gone.
const LEAVING_LIMIT = 60_000
// Below this a packed message fills the same packet.
const SMALL = 1_000

/** Why a text was not taken, by the status of the answer. */
export const reasons: Record<number, 'signedOut' | 'foreign' | 'tooLarge' | 'broken'> = {
  400: 'broken',
  401: 'signedOut',
  403: 'foreign',
  404: 'foreign',
  413: 'tooLarge',
}

/** The way to the draft on the server: null where no answer came in 20 s. */
export function openLine({
  address,
  fetch: ask = (to, init) => fetch(to, init),
  pack = async () => null,
  onAnswer,
  timers,
  isOver,
}: Line) {
  /** What a request carries, as small as it can be made; the text as it is where that fails. */
  async function carried(body: string): Promise<{ body: BodyInit; headers: Record<string, string> }> {
    const packed = body.length < SMALL ? null : await pack(body).catch(() => null)
    return packed ? { body: packed, headers: { ...JSON_BODY, ...PACKED } } : { body, headers: JSON_BODY }
  }

  async function request(method: 'PUT' | 'POST', message: object, leaving = false): Promise<Answer | null> {
    const patience = new AbortController()
    const limit = timers.setTimeout(() => patience.abort(), PATIENCE)
    const text = JSON.stringify(message)
    const keepalive = leaving && new TextEncoder().encode(text).length < LEAVING_LIMIT
    try {
      // A page that goes away has no time to pack.
      const sent = leaving ? { body: text, headers: JSON_BODY } : await carried(text)
      const response = await ask(address, { method, ...sent, keepalive, signal: patience.signal })
      if (isOver()) return null
      onAnswer(response)
      return { status: response.status, body: await response.json().catch(() => null) }
    } catch {
      return null
    } finally {
      timers.clearTimeout(limit)
    }
  }

  return {
    /**
     * Sends a text. `leaving`: the request goes on when the page is gone. What the server would refuse by its form
     * is answered as it would: on a weak line half a megabyte would go out with every pause, for nothing.
     */
    async put(text: Text, leaving = false): Promise<Answer | null> {
      const normal = normaliseText(text.text)
      if (normal.ok) return request('PUT', text, leaving)
      return { status: normal.reason === 'broken' ? 400 : 413, body: { reason: normal.reason } }
    },
    /** Says that the page is there. */
    post: (presence: { editor: string; takeOver: boolean }) => request('POST', presence),
  }
}
