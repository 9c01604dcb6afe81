import { type Answer, openLine, reasons } from './line.ts'
import type { Based, Sent } from './local-copy.ts'
import { type Acknowledged, covers, holdsLoser, markOf, sameText } from './receipt-check.ts'
import type { SyncOptions } from './sync-options.ts'
import { delayed, FIRST_PRESENCE, PAUSE, PRESENCE, QUIET, type Timers, waitAfter } from './timers.ts'

// Two hours of texts that nobody answers, one every 15 s.
const SENT_LIMIT = 500

const markIn = (sent: Sent): number => ('mark' in sent ? sent.mark : markOf(sent.text))

/**
 * Brings the text to the server and keeps it on the device until the server has given a receipt for exactly these
 * words. One text at a time, each on top of the revision that the last answer named.
 */
export function openSync(options: SyncOptions) {
  const { address, editor, copy, timers = globalThis as unknown as Timers } = options
  const { put, post } = openLine({ ...options, timers, isOver: () => stopped })
  const visible = options.visible ?? (() => !globalThis.document?.hidden)
  let { revision } = options
  /** What the server holds; null where this page only knows an older text of it. */
  let saved: string | null = options.saved
  /** Sent, and nobody answered: the server may hold one of them. */
  let sent: Sent[] = []
  /** Texts that left the page without the server having them; it gets them as snapshots. */
  let asides: string[] = []
  /** What the server will not take, however often it is sent. */
  let refused: string | null = null
  let closed = false
  /** True while this device may hold a copy of this page. */
  let shelved = false
  let failures = 0
  let busy: Promise<void> | null = null
  let restoring: Promise<void> | null = null
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

  /**
   * Texts that are nobody's next revision: on a base that the server has left behind they become snapshots. A text that
   * is the server's at the moment waits until the page's own has taken its place.
   */
  async function bringAsides(): Promise<void> {
    for (const text of [...asides]) {
      if (revision === 0) return
      const answer = await put({ baseRevision: revision - 1, text, editor })
      const status = answer?.status ?? 0
      const kept = holdsLoser(answer) || answer?.body?.kept === true || (status === 200 && !isBehind())
      // What it will never take stays on the device.
      if (kept || [400, 409, 413, 423].includes(status)) asides = asides.filter((other) => other !== text)
      else return
      if (kept) await copy.forgetAside(text)
    }
  }

  async function setAside(kept: Based, from?: string): Promise<void> {
    asides.push(kept.text)
    await copy.keepAside({ ...kept, sent: [] }, from)
  }

  async function round(leaving = false): Promise<void> {
    const text = options.read()
    if (asking || stopped || text === saved || text === refused) return
    // On the device first: a receipt then frees exactly what lies there.
    void keep()
    if (failures === 0 && !leaving) options.onState({ kind: 'saving' })
    const mark = markOf(text)
    if (!sent.some((one) => markIn(one) === mark && one.revision === revision)) sent.push({ mark, revision })
    // The first one after the last answer is the likeliest to have arrived.
    if (sent.length > SENT_LIMIT) sent.splice(SENT_LIMIT / 2, 1)
    const answer = await put({ baseRevision: revision, text, editor }, leaving)
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
      stand(answer.revision, text)
      refused = null
      shelved = false
    }
    await Promise.all([copy.forget(text), copy.addReceipt(answer.receipt)])
    // What the page hands in stands on the newest revision; an older receipt is only kept.
    if (answer.revision === revision) options.onSaved(text, answer.revision, answer.receipt)
    hearPresence(answer)
    settle()
  }

  /** The server holds `text` as revision `at`; what was sent on older ones cannot become its text any more. */
  function stand(at: number, text: string): void {
    revision = at
    // The server's form of the page's own words is no other text: sent again it would become a revision of its own.
    saved = sameText(text, options.read()) ? options.read() : text
    sent = sent.filter((one) => one.revision >= at)
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

  /** Of these texts the page goes on with none or one: the server gets the others as snapshots. */
  async function setAsideOf(texts: string[]): Promise<void> {
    const gone = texts.filter((text) => text.trim() && text !== options.read())
    for (const text of new Set(gone)) await setAside({ text, revision })
  }

  async function disagree(answer: Answer, text: string): Promise<void> {
    const theirs = answer.body as { revision: number; text: string }
    failures = 0
    if (theirs.revision < revision || asking) return
    const mark = markOf(theirs.text)
    const own = sameText(saved ?? '', theirs.text) || sent.some((one) => markIn(one) === mark)
    const known = own || sameText(options.read(), theirs.text)
    const mine = known ? null : await decide(theirs.text)
    if (theirs.revision >= revision) stand(theirs.revision, theirs.text)
    if (mine !== null) {
      // What was sent the server has stored, as far as it says so; what was typed since then it has not seen.
      const stored = holdsLoser(answer)
      await setAsideOf([theirs.text, ...(stored && mine === text ? [] : [mine]), ...(stored ? [] : [text])])
      if (options.read() !== text) await copy.forget(text)
    }
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
    if (refused !== text) sending.in(waitAfter(failures, timers))
  }

  function push(): Promise<void> {
    sending.cancel()
    busy ??= round()
      .then(bringAsides)
      .finally(() => {
        busy = null
        if (asides.length > 0 && !stopped) sending.in(waitAfter(failures + 1, timers))
      })
    return busy
  }

  function hearPresence(answer: { active?: unknown; deadline?: unknown }): void {
    if (typeof answer.active !== 'boolean' || typeof answer.deadline !== 'string') return
    active = answer.active
    options.onPresence({ active, deadline: answer.deadline })
  }

  async function present(takeOver = false): Promise<void> {
    const answer = await post({ editor, takeOver })
    if (!answer || stopped) return
    const reason = reasons[answer.status]
    if (answer.status === 423) {
      closed = true
      if (isBehind()) await push()
      else options.onState({ kind: 'closed', kept: true })
    } else if (reason === 'signedOut' || reason === 'foreign') options.onState({ kind: 'refused', reason })
    if (answer.status !== 200 || !answer.body) return
    const theirs = answer.body as { revision: number; active: boolean; text?: string }
    // Staff opened it again.
    const reopened = closed
    if (reopened) [closed, refused] = [false, null]
    if (theirs.revision > revision && !isBehind() && !busy) {
      // The page becomes the one that writes when it has the newest text, not before.
      if (theirs.text !== undefined) takeText(theirs.revision, theirs.text)
      else if (theirs.active) return present(true)
    } else if ((takeOver || reopened) && isBehind()) void push()
    if (theirs.active && !active) await bringBack()
    hearPresence(answer.body)
  }

  function takeText(from: number, text: string): void {
    stand(from, text)
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
    if ((await copy.left()).length === 0) return active
    await met
    if (active && !stopped) await bringBack()
    return active
  }

  /** One at a time: two would each take what the device holds, and the second would ask about the first one's text. */
  function bringBack(): Promise<void> {
    restoring ??= bringBackOnce().finally(() => {
      restoring = null
    })
    return restoring
  }

  async function bringBackOnce(): Promise<void> {
    await busy
    for (const { from, ...kept } of await copy.left()) {
      // A page that has ended asks nobody.
      if (stopped) return
      const newer = kept.revision > revision
      // It was decided upon already.
      if (from.includes('~')) await setAside(kept, from)
      else if (!newer && saved !== null && sameText(kept.text, saved)) await copy.forget(kept.text)
      else if (
        !isBehind() &&
        (kept.revision >= revision || kept.sent.some((one) => markIn(one) === markOf(saved ?? '')))
      ) {
        if (newer) [revision, saved] = [kept.revision, null]
        sent = [...kept.sent]
        options.write(kept.text)
        await copy.adopt(from, { text: kept.text, revision, sent })
        options.onState({ kind: 'here' })
      } else {
        await setAside(kept, from)
        const mine = await decide(kept.text)
        await setAsideOf([mine, saved ?? ''])
        if (isBehind()) void keep()
      }
    }
    if (isBehind() || asides.length > 0) void push()
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
      void round(true)
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
     * False where another page writes: then nothing is touched. Nothing should be typed before it is done (at most
     * 4 s): words typed on the older text would be a text of their own.
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
