import { get, update } from 'idb-keyval'
import type { LocalText } from '../draft-sync.ts'

/** Where copies live: IndexedDB in a browser. `update` reads and writes as one. */
export type CopyStorage = {
  get<T>(key: string): Promise<T | undefined>
  update<T>(key: string, change: (old: T | undefined) => T): Promise<void>
}

export type LocalCopy = ReturnType<typeof openLocalCopy>

type Copies = Record<string, LocalText>
const RECEIPTS = 100

/**
 * The copies of a draft on this device: one of each page that writes it, so that two tabs never overwrite each other's
 * words, and the last receipts. `page` is a name that no page had before, not even this one before it was loaded anew.
 * A browser that refuses storage loses only these.
 */
export function openLocalCopy(address: string, page: string, storage: CopyStorage = { get, update }) {
  const key = `alqa:${address}`
  const receipts = `alqa-receipts:${address}`
  let count = 0

  async function change(work: (copies: Copies) => void): Promise<boolean> {
    try {
      await storage.update<Copies>(key, (old) => {
        const copies = { ...old }
        work(copies)
        return copies
      })
      return true
    } catch {
      return false
    }
  }

  const drop = (text: string, isConflictCopy: boolean) =>
    change((copies) => {
      for (const [from, local] of Object.entries(copies))
        if (local.text === text && from.includes('~') === isConflictCopy) delete copies[from]
    })

  const read = async <T>(name: string, none: T): Promise<T> => {
    try {
      return (await storage.get<T>(name)) ?? none
    } catch {
      return none
    }
  }

  return {
    /** Stores this page's text in place of its last one; false where the browser refuses. */
    store: (local: LocalText): Promise<boolean> =>
      change((copies) => {
        copies[page] = local
      }),
    /**
     * Stores a text beside this page's own: words that are not on the page any more, and that the server has not yet
     * as a snapshot. `from` is where it lay until now.
     */
    storeConflictCopy: (local: LocalText, from?: string): Promise<boolean> =>
      change((copies) => {
        count += 1
        if (from && copies[from]?.text === local.text) delete copies[from]
        copies[`${page}~${count}`] = local
      }),
    /** What other pages left here, the newest base first. */
    async leftovers(): Promise<({ from: string } & LocalText)[]> {
      const copies = await read<Copies>(key, {})
      return Object.entries(copies)
        .filter(([from]) => from !== page && !from.startsWith(`${page}~`))
        .map(([from, local]) => ({ from, ...local }))
        .sort((a, b) => b.revision - a.revision)
    },
    /** Makes another page's `text` this page's own, which is `local` from now on. */
    adopt: (from: string, text: string, local: LocalText): Promise<boolean> =>
      change((copies) => {
        // Its page may live and have typed on: then it stays.
        if (copies[from]?.text === text) delete copies[from]
        copies[page] = local
      }),
    /** Drops exactly this text, whichever page stored it: the server has it. */
    drop: (text: string): Promise<boolean> => drop(text, false),
    /** Drops a conflict copy: the server has it as a snapshot. */
    dropConflictCopy: (text: string): Promise<boolean> => drop(text, true),
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
