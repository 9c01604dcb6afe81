import { countWords } from '#app/features/lessons/mdx/reading-time.ts'
import { openClock } from './clock.ts'
import { askWhichText } from './conflict.ts'
import { openLocalCopy } from './local-copy.ts'
import { openSync, type SyncState } from './sync.ts'

// The writing page's script: counts words, keeps a copy on the device, saves to the server, watches the clock.
const form = document.querySelector<HTMLFormElement>('#editor')
const area = form?.querySelector('textarea')
if (form && area) start(form, area)

function start(editor: HTMLFormElement, text: HTMLTextAreaElement): void {
  const one = <E extends HTMLElement>(selector: string): E => {
    const found = editor.querySelector<E>(selector)
    if (!found) throw new Error(`the page lacks ${selector}`)
    return found
  }
  const words = JSON.parse(document.querySelector('#editor-words')?.textContent ?? '{}') as Record<
    string,
    string
  >
  const say = (key: string, values: Record<string, string> = {}) =>
    (words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
  const state = one('[data-state]')
  const base = one<HTMLInputElement>('[name=baseRevision]')
  const { draft = '', signIn = '', deadline = '', now = '', offset = '0' } = editor.dataset

  const clock = openClock({
    now: Date.parse(now),
    deadline: Date.parse(deadline),
    offsetMinutes: Number(offset),
  })
  const copy = openLocalCopy(draft)
  const sync = openSync({
    address: draft,
    revision: Number(base.value),
    saved: text.defaultValue,
    read: () => text.value,
    onAnswer: (response) => clock.hear(response),
    onState: show,
    onSaved(sent, revision) {
      base.value = String(revision)
      // Only a receipt for exactly these words frees the copy on the device.
      if (text.value === sent) void copy.forget()
    },
    async onConflict(theirs) {
      text.value = await askWhichText(text.value, theirs)
      typed()
    },
  })

  // The page saves by itself now; the button of the page without a script is not needed.
  one('[data-plain-save]').hidden = true
  openBrief(editor)

  function show(now: SyncState): void {
    state.classList.toggle('local', now.kind === 'here' || now.kind === 'offline')
    state.classList.toggle('failed', now.kind === 'refused')
    const time = clock.timeOfDay()
    if (now.kind === 'refused') {
      state.textContent = say(now.reason)
      if (now.reason === 'signedOut') state.append(' ', signInLink())
      if (now.reason === 'closed') text.readOnly = true
    } else
      state.textContent = say(
        { here: 'savedHere', offline: 'offline', saving: 'saving', server: 'savedServer' }[now.kind],
        { time },
      )
  }

  function signInLink(): HTMLAnchorElement {
    const link = document.createElement('a')
    Object.assign(link, { href: signIn, target: '_blank', rel: 'noopener', textContent: '\u2197' })
    link.setAttribute('aria-label', say('signedOut'))
    return link
  }

  let pause: ReturnType<typeof setTimeout> | undefined
  function typed(): void {
    one('[data-words]').textContent = String(countWords(text.value))
    clearTimeout(pause)
    pause = setTimeout(async () => {
      const kept = await copy.keep(text.value, sync.revision())
      if (kept && sync.isBehind()) show({ kind: 'here' })
      sync.soon()
    }, 300)
  }

  text.addEventListener('input', typed)
  text.addEventListener('blur', () => sync.now())
  for (const button of editor.querySelectorAll<HTMLButtonElement>('[data-letter]')) {
    button.addEventListener('click', () => {
      text.setRangeText(button.dataset.letter ?? '', text.selectionStart, text.selectionEnd, 'end')
      text.focus()
      typed()
    })
  }
  document.addEventListener('visibilitychange', () => (document.hidden ? sync.leave() : sync.now()))
  addEventListener('pagehide', () => sync.leave())
  addEventListener('online', () => sync.now())
  addEventListener('focus', () => sync.now())

  let frozen = false
  clock.onTick((left) => {
    const minutes = Math.max(0, Math.ceil(left / 60_000))
    const values = { hours: String(Math.floor(minutes / 60)), minutes: String(minutes % 60) }
    const face = one('[data-clock]')
    face.textContent = left <= 0 ? say('over') : say(minutes < 60 ? 'leftMinutes' : 'left', values)
    face.classList.toggle('soon', minutes <= 5)
    if (left <= 0 && !frozen) {
      frozen = true
      text.readOnly = true
      void sync.finish().then((safe) => safe && countWords(text.value) > 0 && submit())
    }
  })
  clock.onWarning((minutes) => {
    one('[data-warning]').textContent = say(`warn${minutes}`)
  })

  function submit(): void {
    const intent = Object.assign(document.createElement('input'), {
      type: 'hidden',
      name: 'intent',
      value: 'submit',
    })
    editor.append(intent)
    editor.submit()
  }

  void copy.read().then(async (kept) => {
    if (!kept || kept.text === text.value) return
    // The device has words that the server has not: they go on where they were, or both texts are shown.
    text.value = kept.revision === sync.revision() ? kept.text : await askWhichText(kept.text, text.value)
    typed()
  })
}

// Beside the text on a wide screen, folded above it on a phone.
function openBrief(editor: HTMLFormElement): void {
  const brief = editor.querySelector('details')
  if (brief) brief.open = matchMedia('(min-width: 801px)').matches
}
