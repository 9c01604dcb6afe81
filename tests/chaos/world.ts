import { createHash } from 'node:crypto'
import { openLocalCopy } from '#app/features/essays/islands/local-copy.ts'
import { openSync } from '#app/features/essays/islands/sync.ts'
import type { Answered, DraftServer, Held, Sent } from './draft-server.ts'
import { memoryStorage, textsOn, wordsOf } from './memory-storage.ts'
import { turns, VirtualTime } from './virtual-time.ts'

/** A request on its way; `reply` is the server's answer on its way back. */
type Letter = { sent: Sent; reply: Answered | null; settle(answer: Answered | null): void }

type Typed = { word: string; at: number }
type Shell = { revision: number; text: string }
export type Choice = 'mine' | 'theirs' | 'both'

/** Mistakes of a page that the tests must notice. */
export const pageBugs = ['drops its copy when it sends', 'one copy for all pages'] as const
export type PageBug = (typeof pageBugs)[number]

/** A device: its storage outlives its pages. */
export type Device = { storage: Map<string, unknown>; shell: Shell | null }

export type Page = {
  device: Device
  editor: string
  text: string
  typed: Typed[]
  /** Nothing is typed before the device has given back what it kept. */
  ready: boolean
  sync: ReturnType<typeof openSync>
}

/** Node's hash needs no thread of its own: then nothing goes on between two turns. */
export const plainDigest = async (_algorithm: unknown, bytes: BufferSource): Promise<ArrayBuffer> => {
  const hash = createHash('sha256')
    .update(bytes as Uint8Array)
    .digest()
  return new Uint8Array(hash).buffer
}

/** Writers, their devices and the line to the server, all of it in the hands of a test. */
export class World {
  time = new VirtualTime()
  devices: Device[] = Array.from({ length: 2 }, () => ({ storage: new Map(), shell: null }))
  pages: Page[] = []
  letters: Letter[] = []
  /** Copies of requests that nobody waits for any more. */
  ghosts: Sent[] = []
  /** True: nobody types on a page that says another one writes. */
  polite = false
  /** True while nobody looks at any page. */
  hidden = false
  /** False: the server stores no more texts that lose, and the devices hold on to them. */
  storesAll = true
  /** True: every request is answered at once. */
  calm = false
  acknowledged: { text: string; revision: number; receipt: string }[] = []
  #typed = new Set<string>()
  #promised = new Set<string>()
  #count = 0
  #choice = 0
  readonly server: DraftServer
  readonly choices: Choice[]
  readonly bug: PageBug | null
  /** How often each thing happened. */
  readonly tally: Record<string, number>

  constructor(server: DraftServer, choices: Choice[], bug: PageBug | null = null, tally = {}) {
    this.server = server
    this.choices = choices
    this.bug = bug
    this.tally = tally
  }

  #happened(what: string): void {
    this.tally[what] = (this.tally[what] ?? 0) + 1
  }

  /** A page is open on the first device, and has what it asked for. */
  async begin(): Promise<void> {
    const [device] = this.devices
    if (device) await this.open(device)
    for (const letter of [...this.letters]) {
      await this.arrive(letter)
      letter.settle(letter.reply)
    }
    await turns()
  }

  /** Opens the writing page; without a line it is the one that the device has kept. */
  async open(device: Device, { offline = false, name = '' } = {}): Promise<void> {
    const held = await this.server.held(this.time.now)
    if (!offline && !held.closed) device.shell = { revision: held.revision, text: held.text }
    // The page of a closed attempt leads to its receipt.
    if (!device.shell || (!offline && held.closed)) return
    const { revision, text } = device.shell
    this.#count += 1
    const editor = name || `page-${this.#count}`
    const page = { editor, device, text, typed: [], ready: false } as unknown as Page
    page.sync = openSync({
      address: this.server.address,
      editor,
      revision,
      saved: text,
      copy: openLocalCopy(
        this.server.address,
        this.bug === 'one copy for all pages' ? 'page' : `load-${this.#count}`,
        memoryStorage(device.storage),
      ),
      timers: this.time,
      visible: () => !this.hidden,
      fetch: (_address, init) => {
        if (this.bug === 'drops its copy when it sends' && init.method === 'PUT') device.storage.clear()
        return this.#send(init)
      },
      read: () => page.text,
      write: (next) => {
        this.#happened('text brought')
        page.text = next
      },
      onConflict: async (other) => {
        this.#happened('asked')
        page.text = this.#choose(page.text, other)
      },
      onState: () => {},
      onAnswer: () => {},
      onPresence: () => {},
      onSaved: (saved, at, receipt) => this.acknowledged.push({ text: saved, revision: at, receipt }),
    })
    this.pages.push(page)
    page.sync.startHeartbeat()
    void page.sync.restore().finally(() => {
      page.ready = true
    })
    await turns()
  }

  #choose(mine: string, theirs: string): string {
    const choice = this.choices[this.#choice++ % this.choices.length]
    if (choice === 'both') return `${mine}\n\n${theirs}`
    return choice === 'theirs' ? theirs : mine
  }

  #send(init: RequestInit): Promise<Response> {
    const sent = { method: init.method ?? '', body: JSON.parse(String(init.body)) } as Sent
    return new Promise((resolve, reject) => {
      const letter: Letter = {
        sent,
        reply: null,
        settle: (answer) => {
          this.letters = this.letters.filter((other) => other !== letter)
          if (answer) resolve(Response.json(answer.body, { status: answer.status }))
          else reject(new Error('the line is down'))
        },
      }
      // Who gives up waiting does not call the request back.
      init.signal?.addEventListener('abort', () => {
        if (!letter.reply) this.ghosts.push(sent)
        letter.settle(null)
      })
      this.letters.push(letter)
      if (this.calm) void this.arrive(letter).then(() => letter.settle(letter.reply))
    })
  }

  async arrive(letter: Letter): Promise<void> {
    letter.reply = await this.handle(letter.sent)
  }

  /** Lets the server have a request. What it says to keep it must keep. */
  async handle(sent: Sent): Promise<Answered> {
    const reply = await this.server.handle(sent, this.time.now)
    this.#happened(`${sent.method} ${reply.status}`)
    if (reply.body.kept === true && 'text' in sent.body) this.#promised.add(sent.body.text.normalize('NFC'))
    return reply
  }

  /** Types one word that was never typed before, at the end or at the start of the text. */
  type(page: Page, atStart: boolean): void {
    if (!page.ready || (this.polite && !page.sync.isActive())) return
    this.#count += 1
    // Letters of two code points: the server keeps another form of them.
    const word = `и\u0306${this.#count}`
    page.text = atStart ? `${word} ${page.text}` : `${page.text} ${word}`
    page.typed.push({ word: word.normalize('NFC'), at: this.time.now })
    this.#typed.add(word.normalize('NFC'))
    page.sync.typed()
  }

  /** The page is gone without a word. What was typed in the last moments went with it; anything older must not. */
  async kill(page: Page): Promise<void> {
    await turns()
    page.sync.stop()
    this.pages = this.pages.filter((other) => other !== page)
    const there = await this.#everywhere()
    const last = page.typed.at(-1)?.at ?? 0
    for (const { word, at } of page.typed) {
      const young = this.time.now - last < 300 && this.time.now - at < 2_000
      if (young && !there.has(word)) this.#typed.delete(word)
    }
  }

  /** The page says goodbye. */
  async leave(page: Page): Promise<void> {
    page.sync.leave()
    await turns()
    page.sync.stop()
    this.pages = this.pages.filter((other) => other !== page)
  }

  async #everywhere(): Promise<Set<string>> {
    const held = await this.server.held(this.time.now)
    return new Set([
      ...onServer(held),
      ...this.devices.flatMap(({ storage }) => textsOn(storage).flatMap(wordsOf)),
      ...this.pages.flatMap((p) => wordsOf(p.text)),
    ])
  }

  /** Throws where a promise of the protocol is broken. */
  async check(): Promise<void> {
    await turns()
    const there = await this.#everywhere()
    this.#happened('checked')
    for (const word of this.#typed) if (!there.has(word)) throw new Error(`${word} is lost`)
    const held = await this.server.held(this.time.now)
    for (const { text, revision, receipt } of this.acknowledged) {
      if (revision > held.revision) throw new Error(`revision ${revision} never was`)
      if (!this.server.gave(receipt, revision, text)) throw new Error(`the receipt of ${revision} is false`)
    }
    for (const text of this.#promised)
      if (text.trim() && ![held.text, ...held.kept].includes(text))
        throw new Error('what was to be kept is gone')
    if (held.closed && this.acknowledged.length > 0 && held.text.trim() && !held.submission)
      throw new Error('closed empty')
    if (held.submission !== null) this.#happened('closed with a text')
    if (held.submission !== null && held.submission !== held.text) throw new Error('another text was closed')
  }

  /** The line is back, every device is opened once more and takes over: then the server has every word. */
  async end(devices = this.devices): Promise<void> {
    this.calm = true
    for (const sent of this.ghosts.splice(0)) await this.handle(sent)
    for (const letter of [...this.letters]) {
      if (!letter.reply) await this.arrive(letter)
      letter.settle(letter.reply)
    }
    await this.time.advance(30_000)
    for (const device of [...devices, ...devices]) {
      for (const page of this.pages.filter((one) => one.device === device)) await this.leave(page)
      await this.open(device)
      const page = this.pages.at(-1)
      if (page?.device !== device) continue
      await page.sync.takeOver()
      await this.time.advance(60_000)
      if (page.sync.isBehind()) throw new Error('a page stays behind on a line that works')
    }
    await this.check()
    const held = await this.server.held(this.time.now)
    if (!held.closed && this.storesAll) {
      const there = new Set(onServer(held))
      for (const word of this.#typed) if (!there.has(word)) throw new Error(`${word} is not on the server`)
    }
    for (const page of this.pages) page.sync.stop()
    await this.server.closeExpired(this.time.now + 3_600_000)
    await this.check()
  }
}

const onServer = (held: Held): string[] => [held.text, held.submission ?? '', ...held.kept].flatMap(wordsOf)
