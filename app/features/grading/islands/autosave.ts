type Answer = { revision: number; saved: string; until: string }
type Kind = 'typing' | 'saved' | 'offline' | 'refused' | 'signedOut' | 'lost'

type Options = {
  form: HTMLFormElement
  onState(kind: Kind, text?: string): void
  onSaved(answer: Answer): void
  onConflict(): void
}

const QUIET = 1_500
const PAUSE = 5_000

/** Sends the whole form after a pause in work, one request at a time, over the revision that the last answer named. */
export function openAutosave({ form, onState, onSaved, onConflict }: Options) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let dirty = false
  let stopped = false
  let busy: Promise<void> | null = null
  const revision = form.elements.namedItem('revision') as HTMLInputElement

  const later = (wait: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => void push(), wait)
  }

  async function round(): Promise<void> {
    dirty = false
    const response = await fetch(form.dataset.api ?? '', {
      method: 'POST',
      body: new URLSearchParams(new FormData(form) as never),
    }).catch(() => null)
    if (response?.ok) {
      const answer = (await response.json()) as Answer
      revision.value = String(answer.revision)
      if (dirty) later(QUIET)
      else {
        onState('saved', answer.saved)
        onSaved(answer)
      }
      return
    }
    dirty = true
    if (response?.status === 409) {
      onConflict()
      return
    }
    const kinds: Record<number, Kind> = { 401: 'signedOut', 404: 'lost', 423: 'lost' }
    onState(response ? (kinds[response.status] ?? 'refused') : 'offline')
    if (!response || response.status >= 500 || response.status === 401) later(PAUSE)
  }

  function push(): Promise<void> {
    clearTimeout(timer)
    if (stopped || !dirty) return Promise.resolve()
    busy ??= round().finally(() => {
      busy = null
    })
    return busy
  }

  return {
    soon() {
      dirty = true
      onState('typing')
      later(QUIET)
    },
    now: () => void push(),
    /** Waits for what is under way and sends what is left; true where the server then has everything. */
    async settle(): Promise<boolean> {
      await busy
      await push()
      return !dirty
    },
    stop() {
      stopped = true
      clearTimeout(timer)
    },
    /** After a conflict: what is here goes over the newer revision, by the marker's choice. */
    async overwrite() {
      const page = await fetch(location.href).then((response) => response.text())
      const fresh = new DOMParser()
        .parseFromString(page, 'text/html')
        .querySelector<HTMLInputElement>('[name=revision]')
      if (fresh) revision.value = fresh.value
      dirty = true
      await push()
    },
  }
}
