import type { openClock } from './clock.ts'
import type { EditorPage } from './page.ts'

type Deadline = {
  page: EditorPage
  clock: ReturnType<typeof openClock>
  /** Freezes the page, or lets it be written again. */
  onFreeze(frozen: boolean): void
  /** Brings every word to the server; false where it will not take them. */
  finish(): Promise<boolean>
  /** Hands in for good. */
  handIn(): Promise<void>
}

/** Shows the time that is left, warns, freezes the page at the deadline and sends; takes new deadlines without a reload. */
export function openDeadline({ page, clock, onFreeze, finish, handIn }: Deadline) {
  const { one, say, announce, form } = page
  const face = one('[data-clock]')
  const note = one('[data-moved]')
  let frozen = false
  let round = 0

  function freeze(): void {
    frozen = true
    onFreeze(true)
    round += 1
    void end(round)
  }

  async function end(mine: number): Promise<void> {
    const safe = await finish()
    if (mine !== round || !frozen) return
    // An answer of the server has told its time meanwhile: the device's may have been wrong.
    if (clock.left() > 0) thaw()
    else if (safe) await handIn()
  }

  function thaw(): void {
    frozen = false
    onFreeze(false)
  }

  one('[data-dismiss]').addEventListener('click', () => {
    note.hidden = true
    page.area.focus()
  })
  clock.onWarning((minutes) => announce(say(`warn${minutes}`)))
  clock.onTick((left) => {
    const minutes = Math.max(0, Math.ceil(left / 60_000))
    const values = { hours: String(Math.floor(minutes / 60)), minutes: String(minutes % 60) }
    const words = left <= 0 ? say('over') : say(minutes < 60 ? 'leftMinutes' : 'left', values)
    if (face.textContent !== words) face.textContent = words
    face.classList.toggle('soon', minutes <= 5)
    if (left <= 0 && !frozen) freeze()
  })

  return {
    /** A deadline as the server gives it now (ISO instant). */
    hear(deadline: string): void {
      const moved = clock.move(Date.parse(deadline))
      if (!moved) return
      const at = `${clock.timeOfDay(clock.deadline())} (${form.dataset.zone})`
      const sentence = say(moved === 'later' ? 'movedLater' : 'movedEarlier', { at })
      one('[data-until]').textContent = say('until', { at })
      one('[data-moved-text]').textContent = sentence
      note.hidden = false
      announce(sentence)
      if (frozen && clock.left() > 0) thaw()
    },
  }
}
