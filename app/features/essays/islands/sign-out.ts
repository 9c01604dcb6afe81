import { deleteDrafts, flagUnsent, type UnsentWork, unsentDrafts } from './unsent-drafts.ts'
import { listTexts, uploadUnsent } from './upload-unsent.ts'

/**
 * The sign-out page: uploads drafts and other work that only this device has, and offers what could not be sent as files.
 * Signing out deletes the person's own data from the device.
 */
export async function startSignOut(page: HTMLElement, others: readonly UnsentWork[]): Promise<void> {
  const form = page.querySelector<HTMLFormElement>('form')
  const part = (name: string) => page.querySelector<HTMLElement>(`[data-${name}]`)
  const show = (name: string, shown: boolean) => {
    const found = part(name)
    if (found) found.hidden = !shown
  }
  const drafts = await unsentDrafts()
  const unsent: string[] = []
  const own: string[] = []
  const any = drafts.length + others.length > 0
  if (any) show('sending', true)
  for (const { address, texts } of drafts) {
    const outcomes = await Promise.all(texts.map((local) => uploadUnsent(address, local)))
    if (!outcomes.includes('foreign')) own.push(address)
    unsent.push(...texts.filter((_, index) => outcomes[index] === 'unsent').map(({ text }) => text))
  }
  const outcomes = await Promise.all(others.map((work) => work.send()))
  unsent.push(...others.filter((_, index) => outcomes[index] === 'unsent').map(({ text }) => text))
  const ownWork = others.filter((_, index) => outcomes[index] !== 'foreign')
  const foreign = own.length < drafts.length || ownWork.length < others.length
  show('sending', false)
  form?.addEventListener('submit', (event) => {
    event.preventDefault()
    flagUnsent(foreign)
    void Promise.all([deleteDrafts(own), ...ownWork.map((work) => work.delete())]).then(() => form.submit())
  })
  if (unsent.length > 0) {
    listTexts(part('list'), unsent, page.dataset)
    show('left', true)
    const button = form?.querySelector('button')
    if (button) button.textContent = page.dataset.delete ?? ''
  } else if (own.length + ownWork.length > 0) show('sent', true)
  // Nothing of somebody else's is on the server, and nobody but that person can send it.
  show('foreign', foreign)
  show('act', true)
  // The sign-out button was pressed on the page before: go on without asking again.
  if (unsent.length === 0 && new URLSearchParams(location.search).has('asked')) form?.requestSubmit()
}
