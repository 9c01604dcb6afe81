/** What a key asks the marking screen for. */
export type KeyCommand =
  | { kind: 'criterion'; by: 1 | -1 }
  | { kind: 'points'; points: number }
  | { kind: 'paragraph'; by: 1 | -1; extend: boolean }
  | { kind: 'comment' | 'next-comment' | 'finish' | 'leave' | 'list' }

/** A key that was pressed, as the browser names it. `inField`: a field that takes words has the focus. */
export type PressedKey = Pick<
  KeyboardEvent,
  'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'
> & { inField: boolean }

const arrows: Record<string, KeyCommand> = {
  ArrowDown: { kind: 'criterion', by: 1 },
  ArrowUp: { kind: 'criterion', by: -1 },
}

/**
 * The command of a key; null where it has none. Letters and digits count by their place on the keyboard (`code`, the
 * number pad too), so that they are the same on Kazakh, Russian and English layouts; "?" counts by its character.
 * In a field only Ctrl+Enter and Escape act. `single: false` switches letters, digits and "?" off.
 */
export function commandOf(pressed: PressedKey, { single }: { single: boolean }): KeyCommand | null {
  const { key, code, shiftKey, ctrlKey, metaKey, altKey, inField } = pressed
  if (altKey) return null
  if (ctrlKey || metaKey)
    return !shiftKey && (code === 'Enter' || code === 'NumpadEnter') ? { kind: 'finish' } : null
  if (key === 'Escape') return inField ? { kind: 'leave' } : null
  if (inField) return null
  if (arrows[code] && !shiftKey) return arrows[code]
  if (!single) return null
  if (key === '?') return { kind: 'list' }
  if (code === 'KeyJ' || code === 'KeyK')
    return { kind: 'paragraph', by: code === 'KeyJ' ? 1 : -1, extend: shiftKey }
  if (shiftKey) return null
  const [, digit] = /^(?:Digit|Numpad)(\d)$/.exec(code) ?? []
  if (digit) return { kind: 'points', points: Number(digit) }
  if (code === 'KeyC') return { kind: 'comment' }
  if (code === 'KeyN') return { kind: 'next-comment' }
  return null
}
