import { flagUnsent, unsentDrafts } from './unsent-drafts.ts'
import { listTexts, uploadDraft } from './upload-unsent.ts'

// Uploads text of closed essays that a page stored on this device because it was offline until after the end.
const holder = document.querySelector<HTMLElement>('[data-unsent-text]')
if (holder) void start(holder)

async function start(holder: HTMLElement): Promise<void> {
  const closed = JSON.parse(holder.dataset.unsentText ?? '[]') as string[]
  const show = (name: string) => {
    const part = holder.querySelector<HTMLElement>(`[data-${name}]`)
    if (part) part.hidden = false
  }
  const unsent: string[] = []
  let sent = 0
  for (const { address, texts } of await unsentDrafts()) {
    if (!closed.includes(address)) continue
    // `foreign`: another person has signed in since the page was loaded; the draft stays on the device.
    const outcomes = await uploadDraft(address, texts)
    const failed = texts.filter((_, index) => outcomes[index] === 'unsent').map(({ text }) => text)
    sent += outcomes.filter((outcome) => outcome === 'uploaded').length
    unsent.push(...failed)
  }
  if (sent > 0) show('sent')
  if (unsent.length > 0) {
    listTexts(holder.querySelector('[data-list]'), unsent, holder.dataset)
    show('left')
  }
  flagUnsent((await unsentDrafts()).length > 0)
}
