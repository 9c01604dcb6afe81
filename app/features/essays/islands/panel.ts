import type { EditorPage } from './page.ts'

/** What the page has to say beside the text, the most pressing first: only the first of those that hold is shown. */
const TROUBLES = {
  closed: ['copy', 'download', 'away'],
  closedKept: ['copy', 'download', 'away'],
  deactivated: ['copy', 'download', 'sign-in'],
  signedOut: ['sign-in', 'copy', 'download'],
  foreign: ['sign-in', 'copy', 'download'],
  tooLarge: ['copy', 'download'],
  broken: ['copy', 'download'],
  over: ['copy', 'download'],
  diskOffline: ['copy', 'download'],
  failed: ['retry', 'copy', 'download'],
  inactive: ['take-over'],
  disk: ['copy', 'download'],
} as const

export type Trouble = keyof typeof TROUBLES

const BAD = new Set<Trouble>([
  'closed',
  'deactivated',
  'signedOut',
  'foreign',
  'tooLarge',
  'broken',
  'diskOffline',
])
const order = Object.keys(TROUBLES) as Trouble[]

/** The panel above the text: what is wrong, that the text is here, and what can be done. */
export function openPanel({ one, say, announce }: EditorPage) {
  const panel = one('[data-panel]')
  const holding = new Set<Trouble>()
  let shown: Trouble | undefined

  function show(): void {
    const next = order.find((trouble) => holding.has(trouble))
    if (next === shown) return
    const held = panel.contains(document.activeElement)
    shown = next
    panel.hidden = !next
    if (held) one('textarea[name=text]').focus()
    if (!next) return
    panel.classList.toggle('bad', BAD.has(next))
    one('[data-panel-title]').textContent = say(`${next}Title`)
    one('[data-panel-text]').textContent = say(`${next}Text`)
    for (const button of panel.querySelectorAll<HTMLElement>('[data-do]'))
      button.hidden = !(TROUBLES[next] as readonly string[]).includes(button.dataset.do ?? '')
    announce(`${say(`${next}Title`)}. ${say(`${next}Text`)}`)
  }

  return {
    /** Says whether a trouble holds. */
    set(trouble: Trouble, holds: boolean): void {
      if (holds) holding.add(trouble)
      else holding.delete(trouble)
      show()
    },
    /** Of these only the one named holds, or none. */
    only(troubles: readonly Trouble[], now: Trouble | null): void {
      for (const trouble of troubles) holding.delete(trouble)
      if (now) holding.add(now)
      show()
    },
    /** Leads to what is said: it stands in the way of what she wants to do. */
    point(): void {
      panel.querySelector<HTMLElement>('[data-do]:not([hidden])')?.focus()
      if (shown) announce(`${say(`${shown}Title`)}. ${say(`${shown}Text`)}`)
    },
    onDo(name: (typeof TROUBLES)[Trouble][number], act: () => void): void {
      panel.querySelector(`[data-do="${name}"]`)?.addEventListener('click', act)
    },
  }
}
