import { delMany, entries } from 'idb-keyval'
import type { LocalText } from '../draft-sync.ts'

const DRAFTS = 'alqa:/api/drafts/'
const COOKIE = 'alqa_unsent'

/** A draft with text on this device that no receipt covers. */
export type Unsent = { address: string; texts: LocalText[] }

/** `uploaded`: the server has stored it. `foreign`: it belongs to another user of this device. `unsent`: try again later. */
export type UploadOutcome = 'uploaded' | 'foreign' | 'unsent'

/** Other work that this device stores until the server has it; `text` is the part that can be downloaded. */
export type UnsentWork = { text: string; send(): Promise<UploadOutcome>; delete(): Promise<void> }

/** The drafts on this device with unsent text, of every user. */
export async function unsentDrafts(): Promise<Unsent[]> {
  const stored = await entries<string, Record<string, LocalText>>().catch(() => [])
  return stored
    .filter(([key]) => typeof key === 'string' && key.startsWith(DRAFTS))
    .map(([key, texts]) => ({ address: key.slice('alqa:'.length), texts: Object.values(texts) }))
    .filter(({ texts }) => texts.length > 0)
}

/** Sets the cookie by which the sign-out page knows that it has to look for unsent text first. */
export function flagUnsent(unsent: boolean): void {
  const cookie = `${COOKIE}=1; Path=/; SameSite=Lax; Max-Age=${unsent ? 31_536_000 : 0}`
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is not in every browser
  document.cookie = cookie
}

/** Deletes everything this device stores about some drafts. */
export async function deleteDrafts(addresses: readonly string[]): Promise<void> {
  const keys = addresses.flatMap((address) => [
    `alqa:${address}`,
    `alqa-receipts:${address}`,
    `alqa:page:${address}`,
  ])
  await delMany(keys).catch(() => {})
}
