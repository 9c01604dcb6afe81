import { countWords } from '#app/features/lessons/mdx/reading-time.ts'
import { openClock } from './clock.ts'
import { askWhichText } from './conflict.ts'
import { openLocalCopy } from './local-copy.ts'
import { freshName, takePageName } from './page-name.ts'
import { openSync } from './sync.ts'
import type { SyncState } from './sync-options.ts'

// The writing page's script: counts words, keeps a copy on the device, saves to the server, watches the clock.
const found = document.querySelector<HTMLFormElement>('#editor')
const area = found?.querySelector('textarea')
if (found && area) start(found, area)

function start(form: HTMLFormElement, text: HTMLTextAreaElement): void {
  const one = <E extends HTMLElement>(selector: string): E => {
    const element = form.querySelector<E>(selector)
    if (!element) throw new Error(`the page lacks ${selector}`)
    return element
  }
  const words = JSON.parse(document.querySelector('#editor-words')?.textContent ?? '{}') as Record<
    string,
    string
  >
  const say = (key: string, values: Record<string, string> = {}) =>
    (words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
  const state = one('[data-state]')
  const base = one<HTMLInputElement>('[name=baseRevision]')
  const { draft = '', signIn = '', deadline = '', now = '', offset = '0' } = form.dataset

  const clock = openClock({
    now: Date.parse(now),
    deadline: Date.parse(deadline),
    offsetMinutes: Number(offset),
  })
  const editor = takePageName()
  const copy = openLocalCopy(draft, freshName())
  const sync = openSync({
    address: draft,
    revision: Number(base.value),
    saved: text.defaultValue,
    editor,
    copy,
    read: () => text.value,
    write(words) {
      text.value = words
      count()
    },
    onAnswer: (response) => clock.hear(response),
    onState: show,
    onSaved() {},
    async onConflict(theirs) {
      text.value = await askWhichText(text.value, theirs)
      count()
    },
    onPresence() {},
  })

  // The page saves by itself now; the button of the page without a script is not needed.
  one('[data-plain-save]').hidden = true
  openBrief(form)

  function show(now: SyncState): void {
    base.value = String(sync.revision())
    state.classList.toggle('local', now.kind === 'here' || now.kind === 'offline')
    state.classList.toggle('failed', now.kind === 'refused' || now.kind === 'closed')
    const time = clock.timeOfDay()
    if (now.kind === 'closed') {
      state.textContent = say('closed')
      text.readOnly = true
    } else if (now.kind === 'refused') {
      const { reason } = now
      state.textContent = say(reason === 'foreign' ? 'signedOut' : reason)
      if (reason === 'signedOut' || reason === 'foreign') state.append(' ', signInLink())
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

  function count(): void {
    one('[data-words]').textContent = String(countWords(text.value))
  }
  function typed(): void {
    count()
    sync.soon()
  }

  text.addEventListener('input', typed)
  text.addEventListener('blur', () => sync.now())
  for (const button of form.querySelectorAll<HTMLButtonElement>('[data-letter]')) {
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
    form.append(intent)
    form.submit()
  }

  sync.watch()
  // Words typed on a text that is about to be replaced would be a text of their own.
  text.readOnly = true
  void sync.resume().finally(() => {
    text.readOnly = frozen
  })
}

// Beside the text on a wide screen, folded above it on a phone.
function openBrief(editor: HTMLFormElement): void {
  const brief = editor.querySelector('details')
  if (brief) brief.open = matchMedia('(min-width: 801px)').matches
}
