import { countWords } from '#app/features/lessons/mdx/reading-time.ts'
import type { Kept } from './local-copy.ts'
import { saveFile } from './page.ts'
import { covers } from './receipt-check.ts'
import { type Fate, flagUnsent, forgetDrafts, type OtherWork, unsentDrafts } from './unsent.ts'

async function bring(address: string, kept: Kept): Promise<Fate> {
  try {
    const answer = await fetch(address, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ baseRevision: kept.revision, text: kept.text }),
      signal: AbortSignal.timeout(15_000),
    })
    if (answer.status === 403 || answer.status === 404) return 'foreign'
    const body = await answer.json()
    if (answer.status === 200 && (await covers(body, address, kept.text))) return 'away'
    // A text that lost to another one stays in the history; one that came too late is kept for staff.
    return answer.status === 409 || (answer.status === 423 && body.kept === true) ? 'away' : 'here'
  } catch {
    return 'here'
  }
}

/**
 * The sign-out page: sends words that only this device has, drafts and other work, and says so where that fails.
 * Signing out deletes what is the person's own.
 */
export async function startSignOut(page: HTMLElement, others: readonly OtherWork[]): Promise<void> {
  const form = page.querySelector<HTMLFormElement>('form')
  const part = (name: string) => page.querySelector<HTMLElement>(`[data-${name}]`)
  const show = (name: string, shown: boolean) => {
    const found = part(name)
    if (found) found.hidden = !shown
  }
  const drafts = await unsentDrafts()
  const left: string[] = []
  const mine: string[] = []
  const any = drafts.length + others.length > 0
  if (any) show('sending', true)
  for (const { address, texts } of drafts) {
    const fates = await Promise.all(texts.map((kept) => bring(address, kept)))
    if (!fates.includes('foreign')) mine.push(address)
    left.push(...texts.filter((_, index) => fates[index] === 'here').map(({ text }) => text))
  }
  const fates = await Promise.all(others.map((work) => work.send()))
  left.push(...others.filter((_, index) => fates[index] === 'here').map(({ text }) => text))
  const own = others.filter((_, index) => fates[index] !== 'foreign')
  show('sending', false)
  form?.addEventListener('submit', (event) => {
    event.preventDefault()
    flagUnsent(drafts.some(({ address }) => !mine.includes(address)) || own.length < others.length)
    void Promise.all([forgetDrafts(mine), ...own.map((work) => work.forget())]).then(() => form.submit())
  })
  if (left.length > 0) {
    list(part('list'), left, page.dataset)
    show('left', true)
    const button = form?.querySelector('button')
    if (button) button.textContent = page.dataset.delete ?? ''
  } else if (any) show('sent', true)
  show('act', true)
  // She has pressed the button already: what she waited for is done.
  if (left.length === 0 && new URLSearchParams(location.search).has('asked')) form?.requestSubmit()
}

function list(holder: HTMLElement | null, left: string[], words: DOMStringMap): void {
  for (const text of left) {
    const item = document.createElement('li')
    const button = Object.assign(document.createElement('button'), {
      type: 'button',
      className: 'btn slim',
      textContent: words.download,
    })
    button.addEventListener('click', () => saveFile('alqa.txt', text))
    const count = (words.count ?? '').replace('{words}', String(countWords(text)))
    item.append(`${count} `, button)
    holder?.append(item)
  }
}
