import { get, update } from 'idb-keyval'

/** A text that a page keeps on the device. */
export type Kept = {
  text: string
  /** The revision on the server that it stands on. */
  revision: number
  /** Texts that were sent from here on top of that revision, and nobody answered. */
  sent: string[]
}

/** Where copies live: IndexedDB in a browser. `update` reads and writes as one. */
export type CopyStorage = {
  get<T>(key: string): Promise<T | undefined>
  update<T>(key: string, change: (old: T | undefined) => T): Promise<void>
}

export type LocalCopy = ReturnType<typeof openLocalCopy>

type Shelf = Record<string, Kept>
const RECEIPTS = 100

/**
 * The copies of a draft on this device: one of each page (`editor`) that writes it, so that two tabs never overwrite
 * each other's words, and the last receipts. A browser that refuses storage loses only these.
 */
export function openLocalCopy(address: string, editor: string, storage: CopyStorage = { get, update }) {
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
        shelf[editor] = kept
      }),
    /** Keeps a text beside this page's own: words that are not on the page any more and not yet on the server. */
    keepAside: (kept: Kept): Promise<boolean> =>
      change((shelf) => {
        aside += 1
        shelf[`${editor}~${aside}`] = kept
      }),
    /** What other pages left here, the newest base first. */
    async left(): Promise<({ page: string } & Kept)[]> {
      const shelf = await read<Shelf>(key, {})
      return Object.entries(shelf)
        .filter(([page]) => page !== editor && !page.startsWith(`${editor}~`))
        .map(([page, kept]) => ({ page, ...kept }))
        .sort((a, b) => b.revision - a.revision)
    },
    /** Makes another page's text this page's own. */
    adopt: (page: string, kept: Kept): Promise<boolean> =>
      change((shelf) => {
        shelf[editor] = kept
        // Its page may live and have typed on: then it stays.
        if (shelf[page]?.text === kept.text) delete shelf[page]
      }),
    /** Drops exactly this text, whoever kept it: the server has it. */
    forget: (text: string): Promise<boolean> =>
      change((shelf) => {
        for (const [page, kept] of Object.entries(shelf)) if (kept.text === text) delete shelf[page]
      }),
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
