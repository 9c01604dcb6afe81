import { keepOffline } from '#app/features/lessons/islands/keep-offline.ts'
import { countWords } from '#app/features/lessons/mdx/reading-time.ts'
import { type SaveStatus, saveStatusText } from '../save-status.ts'
import { openClock } from './clock.ts'
import { openComfort } from './comfort.ts'
import { openConfirmedState } from './confirmed-state.ts'
import { askWhichText } from './conflict.ts'
import { openDeadline } from './deadline.ts'
import { type LocalCopy, openLocalCopy } from './local-copy.ts'
import { pack } from './pack.ts'
import { type EditorPage, openPage, saveFile } from './page.ts'
import { freshName, takePageName } from './page-name.ts'
import { openPanel } from './panel.ts'
import { openSignIn } from './sign-in-again.ts'
import { openSubmitting } from './submitting.ts'
import { openSync } from './sync.ts'
import type { SyncState } from './sync-options.ts'
import { delayed } from './timers.ts'
import { flagUnsent, unsentDrafts } from './unsent-drafts.ts'

// The writing page's script: stores a copy on the device, saves to the server, says where the words are, watches the clock.
const page = openPage()
if (page) void start(page)

async function start(page: EditorPage): Promise<void> {
  const { form, area, one, say, announce } = page
  const { draft = '', deadline = '', now = '', offset = '0', zone = '' } = form.dataset
  const editor = takePageName()
  const base = one<HTMLInputElement>('[name=baseRevision]')
  const confirmed = openConfirmedState(draft)
  // Served by the service worker: its text and its clock are from an earlier load.
  const stale = document.documentElement.dataset.cached !== undefined
  const old = stale ? ((await confirmed.read()) ?? {}) : undefined
  if (old?.text !== undefined && (old.revision ?? 0) >= Number(base.value)) {
    area.value = old.text
    base.value = String(old.revision)
  }
  const clock = openClock({
    now: old ? Date.now() + (old.ahead ?? 0) : Date.parse(now),
    deadline: Date.parse(old?.deadline ?? deadline),
    offsetMinutes: Number(offset),
  })
  const serverText = document.querySelector('#editor-saved')
  const saved = serverText ? (JSON.parse(serverText.textContent ?? '""') as string) : area.value
  let receipt = old?.receipt ?? null
  const where: SaveStatus = {
    behind: false,
    here: null,
    server: old?.savedAt ?? form.dataset.savedAt ?? null,
    trouble: null,
    noCopy: false,
  }
  let active = true
  let frozen = false
  let resumed = false
  let accountClosed = false
  let closing: 'closed' | 'closedKept' = 'closed'
  let announced: SaveStatus['trouble'] | 'saved' = null

  // Counting three thousand words would hold every letter back for some milliseconds on a weak phone.
  const counting = delayed(globalThis, { quiet: 150, latest: 500 }, count)
  const panel = openPanel(page)
  const submitting = openSubmitting(page)
  const signIn = openSignIn(page, {
    done() {
      accountClosed = false
      sync.saveNow()
      sync.startHeartbeat()
    },
    closed() {
      accountClosed = true
      trouble('deactivated')
    },
  })
  const sync = openSync({
    address: draft,
    editor,
    revision: Number(base.value),
    saved,
    read: () => area.value,
    write(text) {
      area.value = text
      typed()
    },
    copy: watched(openLocalCopy(draft, freshName())),
    pack,
    onState,
    onSaved(_text, revision, given) {
      base.value = String(revision)
      receipt = given
      where.server = clock.timeOfDay()
    },
    async onConflict(other) {
      area.value = await askWhichText(page, area.value, other)
      typed()
    },
    onAnswer(response) {
      clock.hear(response)
      if (response.ok && where.trouble !== 'closed') trouble(null)
    },
    onPresence(presence) {
      active = presence.active
      time.hear(presence.deadline)
      // Staff opened a closed essay again.
      trouble(where.trouble === 'closed' ? null : where.trouble)
    },
  })
  const time = openDeadline({
    page,
    clock,
    onFreeze(now) {
      frozen = now
      show()
    },
    async finish() {
      const safe = await sync.finish()
      show()
      return safe
    },
    async handIn() {
      while (!(await submitting.reachable())) await new Promise((again) => setTimeout(again, 3_000))
      if (active && where.trouble !== 'closed' && countWords(area.value) > 0) submitting.send('submit')
    },
  })

  /** The copies, telling the page when one was stored and whether the device refuses. */
  function watched(copy: LocalCopy): LocalCopy {
    const noted = async (stored: Promise<boolean>) => {
      where.noCopy = !(await stored)
      if (!where.noCopy) where.here = clock.timeOfDay()
      show()
      return !where.noCopy
    }
    return {
      ...copy,
      store: (local) => noted(copy.store(local)),
      adopt: (from, text, local) => noted(copy.adopt(from, text, local)),
    }
  }

  function trouble(now: SaveStatus['trouble']): void {
    where.trouble = now
    show()
  }

  function onState(state: SyncState): void {
    if (state.kind === 'offline') trouble('offline')
    else if (state.kind === 'refused')
      trouble(state.reason === 'signedOut' && accountClosed ? 'deactivated' : state.reason)
    else if (state.kind === 'closed') {
      closing = state.stored ? 'closedKept' : 'closed'
      trouble('closed')
    } else if (state.kind === 'server') {
      where.here = null
      trouble(null)
      storeConfirmed()
      void unsentDrafts().then((drafts) => flagUnsent(drafts.length > 0))
    } else {
      if (where.here) flagUnsent(true)
      show()
    }
  }

  function storeConfirmed(): void {
    const facts = { text: area.value, revision: sync.revision(), receipt, savedAt: where.server }
    void confirmed.save({
      ...facts,
      deadline: new Date(clock.deadline()).toISOString(),
      ahead: clock.aheadOfDevice(),
    })
  }

  function show(): void {
    where.behind = sync.isBehind()
    const state = one('[data-state]')
    const words = saveStatusText(where, say)
    if (state.textContent !== words) state.textContent = words
    const { trouble: now, noCopy, behind } = where
    state.classList.toggle('failed', now !== null && now !== 'offline')
    state.classList.toggle('local', (behind || now === 'offline') && !state.classList.contains('failed'))
    one('[data-receipt]').hidden = receipt === null
    const refusals = ['deactivated', 'signedOut', 'foreign', 'tooLarge', 'broken', 'failed'] as const
    panel.only(refusals, refusals.find((one) => one === now) ?? null)
    panel.only(['closed', 'closedKept'], now === 'closed' ? closing : null)
    panel.set('inactive', !active)
    panel.set('over', frozen && behind)
    panel.set('diskOffline', noCopy && behind && now === 'offline')
    panel.set('disk', noCopy)
    const ended = !active || now === 'closed' || frozen
    area.readOnly = ended || !resumed
    one('[data-hand-in]').hidden = ended
    hearWords(words)
  }

  // Read aloud where something changed, not with every save.
  function hearWords(words: string): void {
    const now = where.trouble ?? (where.behind ? announced : 'saved')
    if (now === announced) return
    if (now === 'offline' || (now === 'saved' && announced !== null)) announce(words)
    announced = now
  }

  function typed(): void {
    counting.soon()
    sync.typed()
    show()
  }

  function count(): void {
    counting.cancel()
    one('[data-words]').textContent = String(countWords(area.value))
  }

  async function copyText(): Promise<void> {
    try {
      await navigator.clipboard.writeText(area.value)
    } catch {
      area.select()
      document.execCommand('copy')
    }
    announce(say('copied'))
    one('[data-panel-done]').textContent = say('copied')
  }

  async function review(): Promise<void> {
    const { trouble: now } = where
    if (now === 'signedOut') signIn.open()
    // The panel says why; a page that comes back with the refusal would only take her from her text.
    else if (now === 'tooLarge' || now === 'broken' || now === 'foreign' || now === 'deactivated')
      panel.point()
    else if (await submitting.reachable()) submitting.send('review')
    else {
      one('[data-moved-text]').textContent = say('cannotHandIn')
      one('[data-moved]').hidden = false
      announce(say('cannotHandIn'))
      trouble('offline')
    }
  }

  panel.onDo('copy', () => void copyText())
  panel.onDo('download', () => saveFile(`${page.title}.txt`, area.value))
  panel.onDo('sign-in', () => signIn.open())
  panel.onDo('retry', () => sync.saveNow())
  panel.onDo('take-over', () => void sync.takeOver().then(() => area.focus()))
  one('[data-receipt]').addEventListener('click', () => {
    const verify = new URL(form.dataset.verify ?? '', location.href).href
    const values = { title: page.title, revision: base.value, at: `${where.server} (${zone})`, verify }
    saveFile(`${page.title} ${base.value}.txt`, say('receiptFile', { ...values, receipt: receipt ?? '' }))
  })
  submitting.onReview(() => void review())
  area.addEventListener('input', typed)
  area.addEventListener('blur', () => sync.saveNow())
  const back = () => {
    sync.saveNow()
    sync.startHeartbeat()
  }
  document.addEventListener('visibilitychange', () => (document.hidden ? sync.leave() : back()))
  addEventListener('pagehide', () => sync.leave())
  addEventListener('focus', () => sync.saveNow())
  addEventListener('online', back)
  addEventListener('offline', () => where.trouble ?? trouble('offline'))
  addEventListener('beforeunload', (event) => {
    // What is neither on the server nor on the device is lost with the page.
    if (sync.isBehind() && where.noCopy) event.preventDefault()
  })

  openComfort(page)
  if (!old) storeConfirmed()
  if (!navigator.onLine) trouble('offline')
  count()
  show()
  sync.startHeartbeat()
  // Words typed on a text that is about to be replaced would be a text of their own.
  void sync.restore().finally(() => {
    resumed = true
    // From now on nothing that is typed is replaced.
    form.dataset.ready = ''
    show()
  })
  keepOffline(form.dataset.worker)
}
