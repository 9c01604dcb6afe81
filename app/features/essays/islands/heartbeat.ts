import { reasons } from './line.ts'
import type { openSending } from './sending.ts'
import type { SyncCore } from './sync-core.ts'
import { FIRST_HEARTBEAT, HEARTBEAT } from './timers.ts'

type Seen = { revision: number; active: boolean; deadline: string; text?: string }

/** Tells the server that the page is looked at, and hears whether it is the one that writes, and until when. */
export function openHeartbeat(
  core: SyncCore,
  sending: ReturnType<typeof openSending>,
  restore: () => Promise<void>,
) {
  const { editor, timers, state, dispatch, isBehind, onState, post } = core
  const visible = core.visible ?? (() => !globalThis.document?.hidden)
  let first: Promise<unknown> | null = null
  let timer: unknown

  function hear(answer: { active?: unknown; deadline?: unknown }): void {
    const { active, deadline } = answer
    if (typeof active !== 'boolean' || typeof deadline !== 'string') return
    dispatch({ type: 'seen', active })
    core.onPresence({ active, deadline })
  }

  async function beat(takeOver = false): Promise<void> {
    const answer = await post({ editor, takeOver })
    if (!answer || state().page === 'ended') return
    if (answer.status === 423) return close()
    const reason = reasons[answer.status]
    if (reason === 'signedOut' || reason === 'foreign') onState({ kind: 'refused', reason })
    if (answer.status === 200 && answer.body) await follow(answer.body as Seen, takeOver)
  }

  async function close(): Promise<void> {
    dispatch({ type: 'closed' })
    if (isBehind()) await sending.push()
    else onState({ kind: 'closed', stored: true })
  }

  async function follow(seen: Seen, takeOver: boolean): Promise<void> {
    // Staff opened it again.
    const reopened = state().attempt === 'closed'
    if (reopened) dispatch({ type: 'reopened' })
    if (seen.revision > state().revision && !isBehind() && !sending.running()) {
      // The page becomes the one that writes when it has the newest text, not before.
      if (seen.text !== undefined) take(seen.revision, seen.text)
      else if (seen.active) return beat(true)
    } else if ((takeOver || reopened) && isBehind()) void sending.push()
    if (seen.active && state().role === 'inactive') await restore()
    hear(seen)
  }

  function take(revision: number, text: string): void {
    dispatch({ type: 'superseded', revision, text, shown: text })
    core.write(text)
    onState({ kind: 'server' })
  }

  function start(): void {
    timers.clearTimeout(timer)
    timer = timers.setTimeout(start, HEARTBEAT)
    if (!visible() && first) return
    const answered = beat()
    first ??= Promise.race([
      answered,
      new Promise((late) => timers.setTimeout(() => late(null), FIRST_HEARTBEAT)),
    ])
  }

  return {
    hear,
    start,
    takeOver: () => beat(true),
    /** The answer to the first heartbeat, or 4 s without one. */
    first: () => first,
    stop: () => timers.clearTimeout(timer),
  }
}
