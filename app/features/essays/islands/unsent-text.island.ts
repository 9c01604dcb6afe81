import { bring, listTexts } from './bring.ts'
import { flagUnsent, forgetDrafts, unsentDrafts } from './unsent.ts'

// Sends words of closed essays that a page left on this device: it was without a line until after the end.
const holder = document.querySelector<HTMLElement>('[data-left-words]')
if (holder) void start(holder)

async function start(holder: HTMLElement): Promise<void> {
  const closed = JSON.parse(holder.dataset.leftWords ?? '[]') as string[]
  const show = (name: string) => {
    const part = holder.querySelector<HTMLElement>(`[data-${name}]`)
    if (part) part.hidden = false
  }
  const left: string[] = []
  let sent = 0
  for (const { address, texts } of await unsentDrafts()) {
    if (!closed.includes(address)) continue
    const fates = await Promise.all(texts.map((kept) => bring(address, kept)))
    const here = texts.filter((_, index) => fates[index] === 'here').map(({ text }) => text)
    // Where somebody else has signed in since the page was made, the server knows nothing of this draft: it stays.
    if (fates.every((fate) => fate === 'away')) await forgetDrafts([address])
    sent += fates.filter((fate) => fate === 'away').length
    left.push(...here)
  }
  if (sent > 0) show('sent')
  if (left.length > 0) {
    listTexts(holder.querySelector('[data-list]'), left, holder.dataset)
    show('left')
  }
  flagUnsent((await unsentDrafts()).length > 0)
}
