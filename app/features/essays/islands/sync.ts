import { type Answer, openLine, reasons } from './line.ts'
import { type Acknowledged, covers, sameText } from './receipt-check.ts'
import type { SyncOptions } from './sync-options.ts'
import { delayed, type Timers, waits } from './timers.ts'

const PAUSE = { quiet: 300, latest: 2_000 }
const QUIET = { quiet: 2_000, latest: 10_000 }
// While the line is down the pauses get longer.
const RETRIES = [2_000, 4_000, 8_000, 15_000]
const PRESENCE = 15_000
const FIRST_PRESENCE = 4_000
const SENT_LIMIT = 8

/**
 * Brings the text to the server and keeps it on the device until the server has given a receipt for exactly these
 * words. One text at a time, each on top of the revision that the last answer named.
 */
export function openSync(options: SyncOptions) {
  const { address, editor, copy, timers = globalThis as unknown as Timers } = options
  const { request } = openLine({ ...options, timers, isOver: () => stopped })
  const visible = options.visible ?? (() => !globalThis.document?.hidden)
  let { revision } = options
  /** What the server holds; null where this page only knows an older text of it. */
  let saved: string | null = options.saved
  /** Sent on top of `revision`, and nobody answered: the server may hold one of them. */
  let sent: string[] = []
  /** Texts that left the page without the server having them; it gets them as snapshots. */
  let asides: string[] = []
  /** What the server will not take, however often it is sent. */
  let refused: string | null = null
  let closed = false
  /** True while this device may hold a copy of this page. */
  let shelved = false
  let failures = 0
  let busy: Promise<void> | null = null
  let asking = false
  let active = true
  let stopped = false
  let met: Promise<unknown> | null = null
  let beat: unknown

  const isBehind = () => options.read() !== saved
  const keeping = delayed(timers, PAUSE, () => void keep())
  const sending = delayed(timers, QUIET, () => void push())

  async function keep(): Promise<void> {
    keeping.cancel()
    // Also where words were taken back: what is gone from the page must not come back from the device.
    if (!isBehind() && !shelved) return
    shelved = await copy.keep({ text: options.read(), revision, sent })
    if (shelved && isBehind() && !stopped) options.onState({ kind: 'here' })
  }

  /** Texts that are nobody's next revision: on a base that the server has left behind they become snapshots. */
  async function bringAsides(): Promise<void> {
    for (const text of [...asides]) {
      if (revision === 0) return
      const answer = await request('PUT', { baseRevision: revision - 1, text, editor })
      const kept = answer?.status === 409 || (answer?.status === 423 && answer.body?.kept === true)
      const known = answer?.status === 200 && (await covers(answer.body, address, text))
      // What it will never take stays on the device.
      if (kept || known || answer?.status === 400 || answer?.status === 413) {
        asides = asides.filter((other) => other !== text)
        if (kept || known) await copy.forget(text)
      } else return
    }
  }

  async function setAside(text: string): Promise<void> {
    asides.push(text)
    await copy.keepAside({ text, revision, sent: [] })
  }

  async function round(leaving = false): Promise<void> {
    const text = options.read()
    if (asking || stopped || text === saved || text === refused) return
    if (failures === 0 && !leaving) options.onState({ kind: 'saving' })
    if (!sent.includes(text)) sent.push(text)
    // The first one after the last answer is the likeliest to have arrived.
    if (sent.length > SENT_LIMIT) sent.splice(SENT_LIMIT / 2, 1)
    const answer = await request('PUT', { baseRevision: revision, text, editor }, leaving)
    if (stopped) return
    if (answer?.status === 200 && (await covers(answer.body, address, text))) await acknowledge(answer, text)
    else if (answer?.status === 409 && typeof answer.body?.text === 'string') await disagree(answer, text)
    else refuse(answer, text)
  }

  async function acknowledge({ body }: Answer, text: string): Promise<void> {
    const answer = body as Acknowledged
    failures = 0
    // The answer to an earlier request may come after that to a later one.
    if (answer.revision >= revision) {
      revision = answer.revision
      saved = text
      sent = []
      refused = null
      shelved = false
    }
    await Promise.all([copy.forget(text), copy.addReceipt(answer.receipt)])
    options.onSaved(text, answer.revision, answer.receipt)
    hearPresence(answer)
    settle()
  }

  /** Says where the newest words are now, and brings them on where they are not yet there. */
  function settle(): void {
    options.onState(isBehind() ? { kind: 'here' } : { kind: 'server' })
    if (isBehind() || asides.length > 0) sending.soon()
  }

  /** Lets the page decide between its own text, which is answered, and another one. */
  async function decide(other: string): Promise<string> {
    const mine = options.read()
    asking = true
    try {
      await options.onConflict(other)
    } finally {
      asking = false
    }
    return mine
  }

  async function disagree({ body }: Answer, text: string): Promise<void> {
    const theirs = body as { revision: number; text: string }
    failures = 0
    if (theirs.revision < revision || asking) return
    const own = [saved, ...sent].some((known) => known !== null && sameText(known, theirs.text))
    const known = own || sameText(options.read(), theirs.text)
    const mine = known ? null : await decide(theirs.text)
    if (theirs.revision >= revision) [revision, saved, sent] = [theirs.revision, theirs.text, []]
    if (mine !== null && options.read() !== text) await copy.forget(text)
    // The server keeps what was sent; what was typed since then it has not seen.
    if (mine !== null && mine !== text && options.read() !== mine) await setAside(mine)
    if (isBehind()) void keep()
    settle()
  }

  function refuse(answer: Answer | null, text: string): void {
    failures += 1
    const status = answer?.status
    if (status === 400 || status === 413 || status === 423) refused = text
    closed ||= status === 423
    if (!answer) options.onState({ kind: 'offline' })
    else if (status === 423) options.onState({ kind: 'closed', kept: answer.body?.kept === true })
    else options.onState({ kind: 'refused', reason: reasons[answer.status] ?? 'failed' })
    if (refused !== text) sending.in(waits(RETRIES, failures, timers))
  }

  function push(): Promise<void> {
    sending.cancel()
    busy ??= bringAsides()
      .then(() => round())
      .finally(() => {
        busy = null
        if (asides.length > 0 && !stopped) sending.in(waits(RETRIES, failures + 1, timers))
      })
    return busy
  }

  function hearPresence(answer: { active?: unknown; deadline?: unknown }): void {
    if (typeof answer.active !== 'boolean' || typeof answer.deadline !== 'string') return
    active = answer.active
    options.onPresence({ active, deadline: answer.deadline })
  }

  async function present(takeOver = false): Promise<void> {
    const answer = await request('POST', { editor, takeOver })
    if (!answer || stopped) return
    const reason = reasons[answer.status]
    if (answer.status === 423) {
      closed = true
      if (isBehind()) await push()
      else options.onState({ kind: 'closed', kept: true })
    } else if (reason === 'signedOut' || reason === 'foreign') options.onState({ kind: 'refused', reason })
    if (answer.status !== 200 || !answer.body) return
    const theirs = answer.body as { revision: number; text?: string }
    const wasActive = active
    hearPresence(answer.body)
    // Staff opened it again.
    const reopened = closed
    if (reopened) [closed, refused] = [false, null]
    if (theirs.revision > revision && !isBehind() && !busy) {
      if (typeof theirs.text === 'string') takeText(theirs.revision, theirs.text)
      else if (active) await present(true)
    } else if ((takeOver || reopened) && isBehind()) await push()
    if (active && !wasActive) await resume()
  }

  function takeText(from: number, text: string): void {
    ;[revision, saved, sent] = [from, text, []]
    options.write(text)
    options.onState({ kind: 'server' })
  }

  function watch(): void {
    timers.clearTimeout(beat)
    beat = timers.setTimeout(watch, PRESENCE)
    if (!visible() && met) return
    const meeting = present()
    met ??= Promise.race([
      meeting,
      new Promise((late) => timers.setTimeout(() => late(null), FIRST_PRESENCE)),
    ])
  }

  async function resume(): Promise<boolean> {
    await met
    if (!active || stopped) return false
    for (const { page, ...kept } of await copy.left()) {
      const newer = kept.revision > revision
      if (!newer && saved !== null && sameText(kept.text, saved)) await copy.forget(kept.text)
      else if (
        !isBehind() &&
        (kept.revision >= revision || kept.sent.some((text) => sameText(text, saved ?? '')))
      ) {
        if (newer) [revision, saved] = [kept.revision, null]
        sent = [...kept.sent]
        options.write(kept.text)
        await copy.adopt(page, { text: kept.text, revision, sent })
        options.onState({ kind: 'here' })
      } else {
        asides.push(kept.text)
        const mine = await decide(kept.text)
        if (mine !== saved && mine !== options.read()) await setAside(mine)
      }
    }
    if (isBehind() || asides.length > 0) await push()
    return true
  }

  return {
    revision: () => revision,
    /** True while the server lacks words that are on the page. */
    isBehind,
    /** True where this page is the one that writes. */
    isActive: () => active,
    /** Something was typed: keeps it on the device after 0.3 s and brings it to the server after 2 s of quiet. */
    soon(): void {
      keeping.soon()
      // While the server cannot be reached the next try is planned already.
      if (failures === 0 || refused !== null) sending.soon()
    },
    /** Saves at once: the field was left, the line is back, the page is looked at again. */
    now: () => void push(),
    /** Keeps and saves while the page goes away, without waiting for a request that is under way. */
    leave(): void {
      void keep()
      if (isBehind()) void round(true)
    },
    /** The last save at the deadline, tried until it is through or refused; true where the server has every word. */
    async finish(): Promise<boolean> {
      for (
        let wait = 1_000;
        isBehind() && options.read() !== refused && !stopped;
        wait = Math.min(wait * 2, 10_000)
      ) {
        await push()
        if (isBehind() && options.read() !== refused)
          await new Promise<void>((again) => timers.setTimeout(() => again(), wait))
      }
      return !isBehind()
    },
    /** Tells the server that the page is looked at, now and every 15 s while it is visible. */
    watch,
    /** Becomes the page that writes; gets the text of the one that wrote before. */
    takeOver: () => present(true),
    /**
     * Brings back what an earlier page left on this device: goes on with it, or asks where the server has moved on.
     * False where another page writes: then nothing is touched.
     */
    resume,
    /** Ends all waiting; what is under way is no longer heard. */
    stop(): void {
      stopped = true
      for (const waiting of [keeping, sending]) waiting.cancel()
      timers.clearTimeout(beat)
    },
  }
}
