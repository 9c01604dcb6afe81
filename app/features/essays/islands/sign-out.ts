import { bring, listTexts } from './bring.ts'
import { flagUnsent, forgetDrafts, type OtherWork, unsentDrafts } from './unsent.ts'

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
    listTexts(part('list'), left, page.dataset)
    show('left', true)
    const button = form?.querySelector('button')
    if (button) button.textContent = page.dataset.delete ?? ''
  } else if (any) show('sent', true)
  show('act', true)
  // She has pressed the button already: what she waited for is done.
  if (left.length === 0 && new URLSearchParams(location.search).has('asked')) form?.requestSubmit()
}
