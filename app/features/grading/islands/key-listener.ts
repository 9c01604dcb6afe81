import { commandOf, type KeyCommand } from '../keys.ts'

const SETTING = 'alqa-single-keys'

type Acts = {
  [K in Exclude<KeyCommand['kind'], 'list'>]: (command: Extract<KeyCommand, { kind: K }>) => void
}

/** Fields that take words: while one has the focus, letters and digits are text. */
const inField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('textarea, select, input:not([type=radio], [type=checkbox], [type=hidden])'))

/**
 * Carries the keys of the marking screen to what they do. `dialog` lists them and has the switch for single keys,
 * which this device remembers.
 */
export function listenToKeys(dialog: HTMLDialogElement, acts: Acts): void {
  const single = dialog.querySelector<HTMLInputElement>('[data-single]')
  const stored = (): boolean => {
    try {
      return localStorage.getItem(SETTING) !== 'off'
    } catch {
      return true
    }
  }
  let on = stored()
  if (single) single.checked = on
  single?.addEventListener('change', () => {
    on = single.checked
    try {
      localStorage.setItem(SETTING, on ? 'on' : 'off')
    } catch {
      // A browser that refuses storage forgets the switch with the page.
    }
  })
  dialog.querySelector('[data-close]')?.addEventListener('click', () => dialog.close())

  addEventListener('keydown', (event) => {
    if (event.defaultPrevented || document.querySelector('dialog[open]')) return
    const { key, code, shiftKey, ctrlKey, metaKey, altKey } = event
    const pressed = { key, code, shiftKey, ctrlKey, metaKey, altKey, inField: inField(event.target) }
    const command = commandOf(pressed, { single: on })
    if (!command) return
    event.preventDefault()
    // A key that is held down repeats itself; only going from one to the next is meant by that.
    if (event.repeat && command.kind !== 'criterion' && command.kind !== 'paragraph') return
    if (command.kind === 'list') dialog.showModal()
    else (acts[command.kind] as (given: KeyCommand) => void)(command)
  })
}
