import { restoreAction } from '../draft-sync.ts'
import type { openSending } from './sending.ts'
import { type SyncCore, singleFlight } from './sync-core.ts'

/**
 * Restores what earlier pages left on this device. One at a time: of two each would take the same text, and the second
 * would ask about the first one's.
 */
export function openRestoring(core: SyncCore, sending: ReturnType<typeof openSending>) {
  const { copy, state, dispatch, isBehind, read } = core

  async function restore(): Promise<void> {
    await sending.running()
    for (const { from, ...local } of await copy.leftovers()) {
      if (state().page === 'ended') return
      // It was chosen between already.
      if (from.includes('~')) {
        await core.copyText(local, from)
        continue
      }
      const action = restoreAction(state(), local, read())
      if (action === 'drop') await copy.drop(local.text)
      else if (action === 'ask') {
        await core.copyText(local, from)
        const shown = await core.choose(local.text)
        await core.copyOthers([shown, state().saved ?? ''])
        if (isBehind()) void core.store()
      } else {
        if (action === 'adopt') {
          dispatch({ type: 'restored', local })
          core.write(local.text)
        }
        const { revision, sent } = state()
        await copy.adopt(from, local.text, { text: read(), revision, sent: [...sent] })
        core.onState({ kind: 'here' })
      }
    }
    if (isBehind() || state().conflictCopies.length > 0) void sending.push()
  }

  return singleFlight(restore).run
}
