import type { EditorPage } from './page.ts'
import { mirrorOf } from './text-mirror.ts'

const LIMIT = 500

/** Finds words in the text: count, next and previous; what is found is marked and selected when one comes back. */
export function openFind({ area, one, say }: EditorPage) {
  const bar = one('[data-find]')
  const field = one<HTMLInputElement>('[data-find-field]')
  const count = one('[data-find-count]')
  const mirror = mirrorOf(area)
  let found: [number, number][] = []
  let now = 0

  // Letter by letter, so that offsets stay those of the text itself.
  const fold = (text: string) => Array.from(text, (sign) => (sign.length === 1 ? small(sign) : sign)).join('')

  function search(from: number): void {
    const wanted = fold(field.value)
    const text = fold(area.value)
    found = []
    let at = wanted ? text.indexOf(wanted) : -1
    while (at >= 0 && found.length < LIMIT) {
      found.push([at, at + wanted.length])
      at = text.indexOf(wanted, at + wanted.length)
    }
    const next = found.findIndex(([start]) => start >= from)
    now = Math.max(next, 0)
    show()
  }

  function show(): void {
    const sentence = found.length > 0 ? { now: String(now + 1), count: String(found.length) } : null
    count.textContent = sentence ? say('found', sentence) : field.value ? say('notFound') : ''
    mirror.show(found, now)
  }

  function step(by: 1 | -1): void {
    if (found.length === 0) return
    now = (now + by + found.length) % found.length
    show()
  }

  function close(): void {
    bar.hidden = true
    mirror.clear()
    // Behind the word, not around it: what is typed next must not replace it.
    const [, caret] = found[now] ?? [0, area.selectionEnd]
    area.focus({ preventScroll: true })
    area.setSelectionRange(caret, caret)
  }

  field.addEventListener('input', () => search(area.selectionStart))
  area.addEventListener('input', () => !bar.hidden && search(found[now]?.[0] ?? 0))
  addEventListener('resize', () => !bar.hidden && show())
  bar.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close()
    else if (event.key === 'Enter' && event.target === field) step(event.shiftKey ? -1 : 1)
    else return
    event.preventDefault()
  })
  one('[data-find-next]').addEventListener('click', () => step(1))
  one('[data-find-previous]').addEventListener('click', () => step(-1))
  one('[data-find-close]').addEventListener('click', close)

  return {
    open(): void {
      bar.hidden = false
      const chosen = area.value.slice(area.selectionStart, area.selectionEnd)
      if (chosen && chosen.length < 80 && !chosen.includes('\n')) field.value = chosen
      field.focus()
      field.select()
      search(area.selectionStart)
    },
  }
}

const small = (sign: string): string => {
  const lower = sign.toLowerCase()
  return lower.length === 1 ? lower : sign
}
