import { openHeartbeat } from './heartbeat.ts'
import { openRestoring } from './restoring.ts'
import { openSending } from './sending.ts'
import { openCore } from './sync-core.ts'
import type { SyncOptions } from './sync-options.ts'

/**
 * Brings the text to the server and stores it on the device until the server has given a receipt for exactly these
 * words. What the page knows, and how that changes, is `draft-sync.ts`; here are its effects.
 */
export function openSync(options: SyncOptions) {
  const core = openCore(options)
  const { state, dispatch, isBehind, storing, read } = core
  const sending = openSending(core, (answer) => heartbeat.hear(answer))
  const restore = openRestoring(core, sending)
  const heartbeat = openHeartbeat(core, sending, restore)
  const isActive = () => state().role === 'active'
  const isUnfinished = () => isBehind() && read() !== state().refused && state().page !== 'ended'

  return {
    revision: () => state().revision,
    /** True while the server lacks words that are on the page. */
    isBehind,
    /** True where this page is the one that writes. */
    isActive,
    /** Something was typed: stores it on the device after 0.3 s and brings it to the server after 2 s of quiet. */
    typed(): void {
      storing.soon()
      // While the server cannot be reached the next try is planned already.
      if (state().failures === 0 || state().refused !== null) sending.soon()
    },
    /** Saves at once: the field was left, the line is back, the page is looked at again. */
    saveNow: () => void sending.push(),
    /** Stores and saves while the page goes away, without waiting for a request that is under way. */
    leave(): void {
      void core.store()
      void sending.send(true)
    },
    /** The last save at the deadline, tried until it is through or refused; true where the server has every word. */
    async finish(): Promise<boolean> {
      for (let wait = 1_000; isUnfinished(); wait = Math.min(wait * 2, 10_000)) {
        await sending.push()
        if (isUnfinished()) await new Promise<void>((again) => core.timers.setTimeout(() => again(), wait))
      }
      return !isBehind()
    },
    /** Tells the server that the page is looked at, now and every 15 s while it is visible. */
    startHeartbeat: heartbeat.start,
    /** Becomes the page that writes; gets the text of the one that wrote before. */
    takeOver: heartbeat.takeOver,
    /**
     * Restores what an earlier page left on this device: goes on with it, or asks where the server has moved on. False
     * where another page writes: then nothing is touched. Nothing should be typed before it is done (at most 4 s):
     * words typed on the older text would be a text of their own.
     */
    async restore(): Promise<boolean> {
      if ((await core.copy.leftovers()).length === 0) return isActive()
      await heartbeat.first()
      if (isActive() && state().page !== 'ended') await restore()
      return isActive()
    },
    /** Ends all waiting; what is under way is no longer heard. */
    stop(): void {
      dispatch({ type: 'ended' })
      storing.cancel()
      sending.cancel()
      heartbeat.stop()
    },
  }
}
