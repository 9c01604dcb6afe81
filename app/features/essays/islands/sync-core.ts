import { begun, isBehind, type LocalText, next, type SyncEvent } from '../draft-sync.ts'
import { openLine } from './line.ts'
import type { SyncOptions } from './sync-options.ts'
import { delayed, PAUSE, type Timers } from './timers.ts'

export type SyncCore = ReturnType<typeof openCore>

/** What sending, presence and restoring share: the state, the way to the server, and the copies on the device. */
export function openCore(options: SyncOptions) {
  const { copy, timers = globalThis as unknown as Timers } = options
  let state = begun(options.revision, options.saved)
  const line = openLine({ ...options, timers, isOver: () => state.page === 'ended' })
  const storing = delayed(timers, PAUSE, () => void store())
  const behind = () => isBehind(state, options.read())

  function dispatch(event: SyncEvent): void {
    state = next(state, event)
  }

  /** Stores the page's text on the device; also where words were taken back, so that they do not come back from it. */
  async function store(): Promise<void> {
    storing.cancel()
    if (!behind() && !state.onDevice) return
    const { revision, sent } = state
    dispatch({
      type: 'stored',
      onDevice: await copy.store({ text: options.read(), revision, sent: [...sent] }),
    })
    if (state.onDevice && behind() && state.page !== 'ended') options.onState({ kind: 'here' })
  }

  /** Stores a text on the device that the server is to get as a snapshot; `from` is where it lay until now. */
  async function copyText({ text, revision }: Omit<LocalText, 'sent'>, from?: string): Promise<void> {
    dispatch({ type: 'copied', text })
    await copy.storeConflictCopy({ text, revision, sent: [] }, from)
  }

  return {
    ...options,
    ...line,
    timers,
    storing,
    state: () => state,
    dispatch,
    isBehind: behind,
    store,
    copyText,
    /** Of these texts the page goes on with none or one: the server gets the others as snapshots. */
    async copyOthers(texts: string[]): Promise<void> {
      const gone = texts.filter((text) => text.trim() && text !== options.read())
      for (const text of new Set(gone)) await copyText({ text, revision: state.revision })
    },
    /** Lets the person choose between the page's text, which is answered, and another one. */
    async choose(other: string): Promise<string> {
      const shown = options.read()
      dispatch({ type: 'asked' })
      try {
        await options.onConflict(other)
      } finally {
        dispatch({ type: 'chosen' })
      }
      return shown
    },
  }
}

/** Work that runs once at a time: whoever asks for it meanwhile waits for the run that is under way. */
export function singleFlight(work: () => Promise<void>) {
  let running: Promise<void> | null = null
  return {
    running: () => running,
    run(): Promise<void> {
      running ??= work().finally(() => {
        running = null
      })
      return running
    },
  }
}
