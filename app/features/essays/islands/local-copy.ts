import { del, get, set } from 'idb-keyval'

type Kept = { text: string; revision: number }

/** The copy of a draft on this device, in IndexedDB, by the draft's address. A browser that refuses storage loses only this copy. */
export function openLocalCopy(address: string) {
  const key = `alqa:${address}`
  return {
    /** Keeps a text that stands on `revision`; false where the browser refuses. */
    async keep(text: string, revision: number): Promise<boolean> {
      try {
        await set(key, { text, revision } satisfies Kept)
        return true
      } catch {
        return false
      }
    },
    async read(): Promise<Kept | undefined> {
      try {
        return await get<Kept>(key)
      } catch {
        return undefined
      }
    },
    async forget(): Promise<void> {
      try {
        await del(key)
      } catch {
        // It stays, and is recognised as known at the next visit.
      }
    },
  }
}
