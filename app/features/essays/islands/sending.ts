import { isOwn, maySend } from '../draft-sync.ts'
import { type Answer, reasons } from './line.ts'
import { type Acknowledged, covers, hasConflictCopy } from './receipt-check.ts'
import { type SyncCore, singleFlight } from './sync-core.ts'
import { delayed, QUIET, waitAfter } from './timers.ts'

/** Brings the page's text to the server, one text at a time, each on top of the revision that the last answer named. */
export function openSending(core: SyncCore, onAnswer: (answer: Acknowledged) => void) {
  const { address, editor, copy, timers, state, dispatch, isBehind, read, put, onState } = core
  const waiting = delayed(timers, QUIET, () => void push())

  async function send(leaving = false): Promise<void> {
    const text = read()
    if (!maySend(state(), text)) return
    // On the device first: a receipt then frees exactly what lies there.
    void core.store()
    if (state().failures === 0 && !leaving) onState({ kind: 'saving' })
    dispatch({ type: 'sent', text })
    const answer = await put({ baseRevision: state().revision, text, editor }, leaving)
    if (state().page === 'ended') return
    if (answer?.status === 200 && (await covers(answer.body, address, text)))
      await acknowledge(answer.body as Acknowledged, text)
    else if (answer?.status === 409 && typeof answer.body?.text === 'string') await supersede(answer, text)
    else refuse(answer, text)
  }

  async function acknowledge(answer: Acknowledged, text: string): Promise<void> {
    const { revision, receipt } = answer
    dispatch({ type: 'acknowledged', revision, text, shown: read() })
    const isNewest = revision === state().revision
    await Promise.all([copy.drop(text), copy.addReceipt(receipt)])
    // What the page hands in stands on the newest revision; an older receipt is only stored.
    if (isNewest) core.onSaved(text, revision, receipt)
    onAnswer(answer)
    showPlace()
  }

  /** Says where the newest words are now, and brings them on where they are not yet there. */
  function showPlace(): void {
    onState(isBehind() ? { kind: 'here' } : { kind: 'server' })
    if (isBehind() || state().conflictCopies.length > 0) waiting.soon()
  }

  async function supersede(answer: Answer, text: string): Promise<void> {
    const theirs = answer.body as { revision: number; text: string }
    dispatch({ type: 'answered' })
    if (theirs.revision < state().revision || state().page === 'choosing') return
    const shown = isOwn(state(), theirs.text, read()) ? null : await core.choose(theirs.text)
    dispatch({ type: 'superseded', ...theirs, shown: read() })
    if (shown !== null) {
      // What was sent the server has stored, as far as it says so; what was typed since then it has not seen.
      const lacks = hasConflictCopy(answer) ? [] : [text]
      await core.copyOthers([theirs.text, ...(shown === text ? lacks : [...lacks, shown])])
      if (read() !== text) await copy.drop(text)
    }
    if (isBehind()) void core.store()
    showPlace()
  }

  function refuse(answer: Answer | null, text: string): void {
    dispatch({ type: 'refused', status: answer?.status ?? null, text })
    if (!answer) onState({ kind: 'offline' })
    else if (answer.status === 423) onState({ kind: 'closed', stored: answer.body?.kept === true })
    else onState({ kind: 'refused', reason: reasons[answer.status] ?? 'failed' })
    if (state().refused !== text) retry()
  }

  const retry = (more = 0) => waiting.in(waitAfter(state().failures + more, timers))

  /**
   * Delivers texts that are nobody's next revision: on a base that the server has left behind they become snapshots. A
   * text that is the server's at the moment waits until the page's own has taken its place.
   */
  async function deliverCopies(): Promise<void> {
    for (const text of state().conflictCopies) {
      const { revision } = state()
      if (revision === 0) return
      const answer = await put({ baseRevision: revision - 1, text, editor })
      const status = answer?.status ?? 0
      const stored = hasConflictCopy(answer) || answer?.body?.kept === true || (status === 200 && !isBehind())
      // What it will never take stays on the device.
      if (!stored && ![400, 409, 413, 423].includes(status)) return
      dispatch({ type: 'delivered', text })
      if (stored) await copy.dropConflictCopy(text)
    }
  }

  const flight = singleFlight(async () => {
    await send()
    await deliverCopies()
    if (state().conflictCopies.length > 0 && state().page !== 'ended') retry(1)
  })

  function push(): Promise<void> {
    waiting.cancel()
    return flight.run()
  }

  return {
    send,
    push,
    /** The sending that is under way, if any. */
    running: flight.running,
    soon: waiting.soon,
    cancel: waiting.cancel,
  }
}
