import { openLocalCopy } from '#app/features/essays/islands/local-copy.ts'
import { pack } from '#app/features/essays/islands/pack.ts'
import { openSync } from '#app/features/essays/islands/sync.ts'
import { memoryStorage, textsOn, wordsOf } from './memory-storage.ts'

export type Acknowledged = { revision: number; text: string; receipt: string }
type Shell = { revision: number; text: string }
type Device = { storage: Map<string, unknown>; shell: Shell; page: Page | null; pages: number }
type Page = {
  text: string
  sync: ReturnType<typeof openSync>
  ready: boolean
  typed: { word: string; at: number }[]
}

type Given = {
  name: string
  attemptId: string
  cookie: string
  origin: string
  devices: number
  /** The newest text as the writing page would bring it; null where it cannot be had. */
  load(): Promise<Shell | null>
}

const some = (least: number, most: number) => least + Math.random() * (most - least)
const pause = (milliseconds: number) => new Promise<void>((next) => setTimeout(next, milliseconds))

/** Somebody who writes an essay on one or two devices, with the sync that runs in the page. */
export class Writer {
  readonly given: Given
  readonly acknowledged: Acknowledged[] = []
  /** Every word that must be somewhere in the end. */
  readonly words = new Set<string>()
  crashes = 0
  questions = 0
  #devices: Device[]
  #count = 0
  #writing = true

  constructor(given: Given) {
    this.given = given
    this.#devices = Array.from({ length: given.devices }, () => ({
      storage: new Map(),
      shell: { revision: 0, text: '' },
      page: null,
      pages: 0,
    }))
  }

  /** What this writer's devices still keep. */
  kept = (): string[] => this.#devices.flatMap(({ storage }) => textsOn(storage))

  async #open(device: Device): Promise<Page> {
    // Without a line the device shows the page that it had.
    device.shell = (await this.given.load()) ?? device.shell
    device.pages += 1
    const { origin, attemptId, cookie, name } = this.given
    const { revision, text } = device.shell
    const address = `/api/drafts/${attemptId}`
    const load = `${name}-${this.#devices.indexOf(device)}-${device.pages}`
    const page = { text, ready: false, typed: [] } as unknown as Page
    page.sync = openSync({
      address,
      editor: load,
      revision,
      saved: text,
      copy: openLocalCopy(address, load, memoryStorage(device.storage)),
      pack,
      fetch: (to, init) =>
        fetch(origin + to, {
          ...init,
          headers: { ...(init.headers as object), Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' },
        }),
      read: () => page.text,
      write: (next) => {
        page.text = next
      },
      onConflict: async (other) => {
        this.questions += 1
        const mine = page.text
        page.text = [mine, other, `${mine}\n\n${other}`][Math.floor(some(0, 3))] ?? mine
      },
      onState: () => {},
      onAnswer: () => {},
      onPresence: () => {},
      onSaved: (saved, at, receipt) => this.acknowledged.push({ text: saved, revision: at, receipt }),
    })
    device.page = page
    page.sync.startHeartbeat()
    await page.sync.restore()
    page.ready = true
    return page
  }

  #type(page: Page): void {
    this.#count += 1
    const word = `сөз${this.#count}${this.given.name}`
    page.text = page.text ? `${page.text} ${word}` : word
    page.typed.push({ word, at: performance.now() })
    this.words.add(word)
    page.sync.typed()
  }

  /** The page is gone without a word: what was typed in the last moments may go with it, anything older may not. */
  async #crash(device: Device): Promise<void> {
    const { page } = device
    if (!page) return
    const now = performance.now()
    page.sync.stop()
    device.page = null
    this.crashes += 1
    const last = page.typed.at(-1)?.at ?? 0
    const kept = new Set([...this.kept(), ...this.acknowledged.map(({ text }) => text)].flatMap(wordsOf))
    // Timers may be a moment late on a busy machine.
    for (const { word, at } of page.typed)
      if (now - last < 500 && now - at < 2_200 && !kept.has(word)) this.words.delete(word)
  }

  /** Types, pauses, changes devices and loses a page now and then, until told to stop. */
  async write(): Promise<void> {
    for (const device of this.#devices) await this.#open(device)
    for (let turn = 0; this.#writing; turn++) {
      const device = this.#devices[turn % this.#devices.length]
      if (!device) return
      const page = device.page ?? (await this.#open(device))
      // Now and then both devices are written on at once.
      if (!page.sync.isActive() && Math.random() < 0.7) await page.sync.takeOver()
      for (let word = Math.ceil(some(4, 20)); word > 0 && this.#writing; word--) {
        this.#type(page)
        await pause(some(100, 400))
      }
      if (Math.random() < 0.08) await this.#crash(device)
      await pause(some(1_000, 4_000))
    }
  }

  stop(): void {
    this.#writing = false
  }

  /**
   * Comes back to every device on a line that works; false where words still wait after so many milliseconds. What
   * came after the end (`closed`) stays on the device too.
   */
  async finish(patience: number, closed: boolean): Promise<boolean> {
    for (const device of closed ? this.#devices : [...this.#devices, ...this.#devices]) {
      const until = performance.now() + patience
      device.page?.sync.leave()
      await pause(200)
      device.page?.sync.stop()
      const page = await this.#open(device)
      await page.sync.takeOver()
      await Promise.race([page.sync.finish(), pause(patience)])
      while (!closed && textsOn(device.storage).length > 0 && performance.now() < until) {
        page.sync.saveNow()
        await pause(250)
      }
      page.sync.stop()
    }
    return closed || this.kept().length === 0
  }
}
