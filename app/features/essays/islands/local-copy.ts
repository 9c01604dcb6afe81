import { get, update } from 'idb-keyval'

/** A text and the revision on the server that it stands on. */
export type Based = { text: string; revision: number }

/** A text that was sent and not answered, by its mark (`markOf`); pages of an earlier release stored the text. */
export type Sent = { mark: number; revision: number } | Based

/** A text that a page stores on the device; `sent` are the texts that it sent and nobody answered. */
export type Kept = Based & { sent: Sent[] }

/** Where copies live: IndexedDB in a browser. `update` reads and writes as one. */
export type CopyStorage = {
  get<T>(key: string): Promise<T | undefined>
  update<T>(key: string, change: (old: T | undefined) => T): Promise<void>
}

export type LocalCopy = ReturnType<typeof openLocalCopy>

type Shelf = Record<string, Kept>
const RECEIPTS = 100

/**
 * The copies of a draft on this device: one of each page that writes it, so that two tabs never overwrite each other's
 * words, and the last receipts. `page` is a name that no page had before, not even this one before it was loaded anew.
 * A browser that refuses storage loses only these.
 */
export function openLocalCopy(address: string, page: string, storage: CopyStorage = { get, update }) {
  const key = `alqa:${address}`
  const receipts = `alqa-receipts:${address}`
  let aside = 0

  async function change(work: (shelf: Shelf) => void): Promise<boolean> {
    try {
      await storage.update<Shelf>(key, (old) => {
        const shelf = { ...old }
        work(shelf)
        return shelf
      })
      return true
    } catch {
      return false
    }
  }

  const drop = (text: string, asides: boolean) =>
    change((shelf) => {
      for (const [from, kept] of Object.entries(shelf))
        if (kept.text === text && from.includes('~') === asides) delete shelf[from]
    })

  const read = async <T>(name: string, none: T): Promise<T> => {
    try {
      return (await storage.get<T>(name)) ?? none
    } catch {
      return none
    }
  }

  return {
    /** Keeps this page's text in place of its last one; false where the browser refuses. */
    keep: (kept: Kept): Promise<boolean> =>
      change((shelf) => {
        shelf[page] = kept
      }),
    /**
     * Keeps a text beside this page's own: words that are not on the page any more, and that the server has not yet
     * as a snapshot. `from` is where it lay until now.
     */
    keepAside: (kept: Kept, from?: string): Promise<boolean> =>
      change((shelf) => {
        aside += 1
        if (from && shelf[from]?.text === kept.text) delete shelf[from]
        shelf[`${page}~${aside}`] = kept
      }),
    /** What other pages left here, the newest base first. */
    async left(): Promise<({ from: string } & Kept)[]> {
      const shelf = await read<Shelf>(key, {})
      return Object.entries(shelf)
        .filter(([from]) => from !== page && !from.startsWith(`${page}~`))
        .map(([from, kept]) => ({ from, ...kept }))
        .sort((a, b) => b.revision - a.revision)
    },
    /** Makes another page's text this page's own. */
    adopt: (from: string, kept: Kept): Promise<boolean> =>
      change((shelf) => {
        // Its page may live and have typed on: then it stays.
        if (shelf[from]?.text === kept.text) delete shelf[from]
        shelf[page] = kept
      }),
    /** Drops exactly this text, whichever page kept it: the server has it. */
    forget: (text: string): Promise<boolean> => drop(text, false),
    /** Drops a text that was kept aside: the server has it as a snapshot. */
    forgetAside: (text: string): Promise<boolean> => drop(text, true),
    /** Remembers a receipt of the server. */
    async addReceipt(receipt: string): Promise<void> {
      try {
        await storage.update<string[]>(receipts, (old = []) =>
          old.includes(receipt) ? old : [...old, receipt].slice(-RECEIPTS),
        )
      } catch {
        // The server can give it again.
      }
    },
    /** The last receipts, the oldest first. */
    receipts: (): Promise<string[]> => read<string[]>(receipts, []),
  }
}
