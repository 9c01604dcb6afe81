import { countWords } from '#app/features/lessons/mdx/reading-time.ts'
import type { LocalText } from '../draft-sync.ts'
import { type CopyStorage, openLocalCopy } from './local-copy.ts'
import { saveFile } from './page.ts'
import { covers } from './receipt-check.ts'
import type { UploadOutcome } from './unsent-drafts.ts'

/** Sends a text that an earlier page stored on this device, on the revision it was based on. */
export async function uploadUnsent(address: string, local: LocalText): Promise<UploadOutcome> {
  try {
    const answer = await fetch(address, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ baseRevision: local.revision, text: local.text }),
      signal: AbortSignal.timeout(15_000),
    })
    if (answer.status === 403 || answer.status === 404) return 'foreign'
    const body = await answer.json()
    if (answer.status === 200 && (await covers(body, address, local.text))) return 'uploaded'
    // A text that lost a conflict is in the history; one that came too late is stored for staff.
    return (answer.status === 409 || answer.status === 423) && body?.kept === true ? 'uploaded' : 'unsent'
  } catch {
    return 'unsent'
  }
}

/**
 * Uploads texts of one draft and deletes from this device exactly those that the server has stored: what another page
 * stores meanwhile, and what could not be sent, stays. Answers what became of each.
 */
export async function uploadDraft(
  address: string,
  texts: readonly LocalText[],
  storage?: CopyStorage,
): Promise<UploadOutcome[]> {
  const copy = openLocalCopy(address, 'upload', storage)
  return Promise.all(
    texts.map(async (local) => {
      const outcome = await uploadUnsent(address, local)
      if (outcome === 'uploaded')
        await Promise.all([copy.drop(local.text), copy.dropConflictCopy(local.text)])
      return outcome
    }),
  )
}

/** Lists texts by their number of words, each with a button that downloads it. */
export function listTexts(holder: HTMLElement | null, left: string[], words: DOMStringMap): void {
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
