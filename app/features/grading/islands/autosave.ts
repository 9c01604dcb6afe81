import type { MarkContent } from '../mark.ts'
import { fieldsOf } from './local-draft.ts'

/** What the server answers to a stored draft: the sentences are ready, the lease runs `secondsLeft` from now. */
export type SavedAnswer = { revision: number; saved: string; until: string; secondsLeft: number }

/** What another window stored. */
export type StoredVersion = MarkContent & { revision: number }

export type SaveState = 'typing' | 'saved' | 'offline' | 'refused' | 'signedOut' | 'lost' | 'conflict'

type Options = {
  form: HTMLFormElement
  /** `says`: a sentence of the server. */
  onState(state: SaveState, says?: string): void
  onSaved(answer: SavedAnswer): void
  onConflict(stored: StoredVersion): void
}

const QUIET = 1_500
const PAUSE = 5_000

export type Autosave = ReturnType<typeof openAutosave>

/** Sends the whole form after a pause in work, one request at a time, over the revision that the last answer named. */
export function openAutosave({ form, onState, onSaved, onConflict }: Options) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let dirty = false
  let stopped = false
  let state: SaveState = 'saved'
  let sending: Promise<void> | null = null
  const revision = form.elements.namedItem('revision') as HTMLInputElement

  const later = (wait: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => void push(), wait)
  }

  function become(now: SaveState, says?: string): void {
    state = now
    onState(now, says)
  }

  async function send(): Promise<void> {
    dirty = false
    const response = await fetch(form.dataset.api ?? '', {
      method: 'POST',
      body: new URLSearchParams(fieldsOf(form)),
    }).catch(() => null)
    const answer = await response?.json().catch(() => null)
    if (response?.ok && answer) {
      revision.value = String(answer.revision)
      if (dirty) later(QUIET)
      else become('saved', answer.saved)
      onSaved(answer)
      return
    }
    dirty = true
    if (response?.status === 409 && answer?.stored) {
      become('conflict')
      const before = revision.value
      onConflict(answer.stored)
      // Decided at once: the same request goes on, so that whoever waits for it waits for the end.
      if (revision.value !== before) await send()
      return
    }
    const states: Record<number, SaveState> = { 401: 'signedOut', 404: 'lost', 423: 'lost' }
    become(response ? (states[response.status] ?? 'refused') : 'offline', answer?.says)
    if (!response || response.status >= 500) later(PAUSE)
  }

  function push(): Promise<void> {
    clearTimeout(timer)
    if (stopped || !dirty) return Promise.resolve()
    sending ??= send().finally(() => {
      sending = null
    })
    return sending
  }

  return {
    soon() {
      dirty = true
      // What stands in the way stays said until a save has gone through.
      if (state === 'saved' || state === 'typing') become('typing')
      later(QUIET)
    },
    now: () => void push(),
    /** Stores what is there, changed or not: an act that prolongs the lease. */
    store(): Promise<void> {
      dirty = true
      return push()
    },
    /** Waits for what is under way and sends what is left. */
    async settle(): Promise<'stored' | 'offline' | 'stopped'> {
      await sending
      await push()
      if (!dirty) return 'stored'
      return state === 'offline' || state === 'typing' ? 'offline' : 'stopped'
    },
    stop() {
      stopped = true
      clearTimeout(timer)
    },
    state: () => state,
    /** After a conflict: what is here goes over the other version. */
    over(other: number): void {
      revision.value = String(other)
      dirty = true
      if (!sending) void push()
    },
  }
}
