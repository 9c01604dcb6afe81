import { delMany, entries } from 'idb-keyval'
import type { LocalText } from '../draft-sync.ts'

const DRAFTS = 'alqa:/api/drafts/'
const COOKIE = 'alqa_unsent'

/** A draft with words on this device that no receipt covers. */
export type Unsent = { address: string; texts: LocalText[] }

/** What became of it. `away`: the server keeps it. `foreign`: it belongs to another person of this device. */
export type Fate = 'away' | 'foreign' | 'here'

/** Work other than drafts that this device keeps until the server has it; `text` is what can be downloaded of it. */
export type OtherWork = { text: string; send(): Promise<Fate>; forget(): Promise<void> }

/** The drafts on this device that have such words, whoever wrote them. */
export async function unsentDrafts(): Promise<Unsent[]> {
  const kept = await entries<string, Record<string, LocalText>>().catch(() => [])
  return kept
    .filter(([key]) => typeof key === 'string' && key.startsWith(DRAFTS))
    .map(([key, shelf]) => ({ address: key.slice('alqa:'.length), texts: Object.values(shelf) }))
    .filter(({ texts }) => texts.length > 0)
}

/** Tells the server, by a cookie, whether the sign-out page has to look for unsent words first. */
export function flagUnsent(unsent: boolean): void {
  const cookie = `${COOKIE}=1; Path=/; SameSite=Lax; Max-Age=${unsent ? 31_536_000 : 0}`
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is not in every browser
  document.cookie = cookie
}

/** Deletes everything about some drafts from this device. */
export async function forgetDrafts(addresses: readonly string[]): Promise<void> {
  const keys = addresses.flatMap((address) => [
    `alqa:${address}`,
    `alqa-receipts:${address}`,
    `alqa:page:${address}`,
  ])
  await delMany(keys).catch(() => {})
}
