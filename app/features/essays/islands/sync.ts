/** Where the newest words are. */
export type SyncState =
  | { kind: 'here' }
  | { kind: 'saving' }
  | { kind: 'server' }
  | { kind: 'offline' }
  | { kind: 'refused'; reason: 'signedOut' | 'tooLarge' | 'broken' | 'closed' | 'failed' }

type SyncOptions = {
  address: string
  revision: number
  /** The text that the server is known to hold. */
  saved: string
  read(): string
  onState(state: SyncState): void
  onSaved(text: string, revision: number): void
  onConflict(theirs: string): Promise<void>
  onAnswer(response: Response): void
}

// Two seconds of quiet, and while the line is down longer and longer pauses.
const QUIET = 2_000
const PAUSES = [2_000, 4_000, 8_000, 15_000, 30_000]
// A browser carries at most 64 kB after the page is gone.
const LEAVING_LIMIT = 60_000

const reasons: Record<number, 'signedOut' | 'tooLarge' | 'broken' | 'closed'> = {
  400: 'broken',
  401: 'signedOut',
  413: 'tooLarge',
  423: 'closed',
}

/** Brings the text to the server: one request at a time, each on top of the revision that the last answer named. */
export function openSync(options: SyncOptions) {
  let { revision, saved } = options
  let busy: Promise<void> | null = null
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let closed = false

  const isBehind = () => options.read() !== saved
  const later = (wait: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => void push(), wait)
  }

  async function send(text: string, keepalive: boolean): Promise<Response | null> {
    try {
      return await fetch(options.address, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ baseRevision: revision, text }),
        keepalive,
      })
    } catch {
      return null
    }
  }

  async function round(keepalive: boolean): Promise<void> {
    const text = options.read()
    if (text === saved || closed) return
    if (failures === 0) options.onState({ kind: 'saving' })
    const response = await send(text, keepalive)
    if (response) options.onAnswer(response)
    if (response?.ok) {
      const answer = (await response.json()) as { revision: number }
      revision = answer.revision
      saved = text
      failures = 0
      options.onSaved(text, revision)
      options.onState(isBehind() ? { kind: 'here' } : { kind: 'server' })
      if (isBehind()) later(QUIET)
      return
    }
    if (response?.status === 409) {
      const theirs = (await response.json()) as { revision: number; text: string }
      revision = theirs.revision
      saved = theirs.text
      await options.onConflict(theirs.text)
      return
    }
    const reason = response && reasons[response.status]
    failures += 1
    closed = reason === 'closed'
    if (reason) options.onState({ kind: 'refused', reason })
    else options.onState(response ? { kind: 'refused', reason: 'failed' } : { kind: 'offline' })
    // What the server will refuse again is not sent again until the text changes or somebody signs in.
    if (!reason || reason === 'signedOut') later(PAUSES[Math.min(failures, PAUSES.length) - 1] ?? QUIET)
  }

  function push(keepalive = false): Promise<void> {
    clearTimeout(timer)
    busy ??= round(keepalive).finally(() => {
      busy = null
    })
    return busy
  }

  return {
    revision: () => revision,
    isBehind,
    /** Saves after a pause in typing. */
    soon: () => later(QUIET),
    /** Saves at once. */
    now: () => void push(),
    /** Saves while the page goes away. */
    leave: () => void push(options.read().length * 3 < LEAVING_LIMIT),
    /** The last save at the deadline, tried until it is through or refused; true where the server has every word. */
    async finish(): Promise<boolean> {
      for (let wait = 1_000; isBehind() && !closed; wait = Math.min(wait * 2, 10_000)) {
        await push()
        if (isBehind() && !closed) await new Promise((again) => setTimeout(again, wait))
      }
      return !isBehind()
    },
  }
}
