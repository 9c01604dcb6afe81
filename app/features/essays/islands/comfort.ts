import { headingAt, sectionAt, sectionsOf } from '../scaffold.ts'
import { withCase } from '../special-characters.ts'
import { type EditorPage, insertText } from './page.ts'
import { delayed } from './timers.ts'

const SIZES = 5
const USUAL = 2
// Milliseconds after the beginning.
const LATER = 3_000
const REMEMBERED = 'alqa:text-size'

/** What makes writing easier and can fail without harm: letters, steps, text size, only the text, find, paper. */
export function openComfort(page: EditorPage): void {
  letters(page)
  steps(page)
  textSize(page)
  onlyTheText(page)
  paper(page)
  roomForKeyboard(page)
  let find: Promise<{ open(): void }> | undefined
  page.one('[data-find-open]').addEventListener('click', () => {
    find ??= import('./find.ts').then(({ openFind }) => openFind(page))
    void find.then(({ open }) => open())
  })
  // What is not needed at first comes after everything else, while there is a line and before the next deploy.
  setTimeout(() => void Promise.allSettled([import('./find.ts'), import('../word-diff.ts')]), LATER)
  // Beside the text on a wide screen, folded above it on a phone.
  const wide = matchMedia('(min-width: 801px)').matches
  for (const folded of page.form.querySelectorAll<HTMLDetailsElement>('details.brief, details.writing-tools'))
    folded.open = wide
}

function letters({ form, area }: EditorPage): void {
  for (const button of form.querySelectorAll<HTMLButtonElement>('[data-letter]'))
    button.addEventListener('click', ({ shiftKey }) => {
      if (area.readOnly) return
      insertText(
        area,
        withCase(button.dataset.letter ?? '', area.value.slice(0, area.selectionStart), shiftKey),
      )
    })
}

function steps({ form, area, say }: EditorPage): void {
  const buttons = [...form.querySelectorAll<HTMLButtonElement>('[data-step]')]
  if (buttons.length === 0) return
  const headings = buttons.map((button) => button.dataset.step ?? '')
  const sections = () => sectionsOf(area.value, headings)

  // Where she is, is shown a moment after the letter that she types.
  const showing = delayed(globalThis, { quiet: 150, latest: 500 }, show)

  function show(): void {
    showing.cancel()
    const now = sections()
    const current = sectionAt(now, area.selectionStart)
    for (const [index, button] of buttons.entries()) {
      const heading = headings[index] ?? ''
      const there = now[index]?.at !== null
      button.classList.toggle('there', there)
      button.setAttribute('aria-label', say(there ? 'stepGo' : 'stepInsert', { heading }))
      if (heading === current) button.setAttribute('aria-current', 'step')
      else button.removeAttribute('aria-current')
    }
  }

  for (const [index, button] of buttons.entries())
    button.addEventListener('click', () => {
      const heading = headings[index] ?? ''
      const at = sections()[index]?.at ?? null
      const brief = button.closest('details')
      if (brief && matchMedia('(max-width: 800px)').matches) brief.open = false
      if (at === null) {
        if (area.readOnly) return
        area.selectionStart = area.selectionEnd
        insertText(area, headingAt(area.value, area.selectionStart, heading))
      } else {
        const line = area.value.indexOf('\n', at)
        const caret = line < 0 ? area.value.length : line + 1
        void import('./text-mirror.ts').then(({ mirrorOf }) => mirrorOf(area).goTo(caret))
      }
      show()
    })
  area.addEventListener('input', showing.soon)
  document.addEventListener('selectionchange', showing.soon)
  show()
}

function textSize({ form, one, say, announce }: EditorPage): void {
  const smaller = one<HTMLButtonElement>('[data-smaller]')
  const larger = one<HTMLButtonElement>('[data-larger]')
  let size = USUAL
  try {
    size = Number(localStorage.getItem(REMEMBERED) ?? USUAL)
  } catch {
    // A browser that keeps nothing begins with the usual size.
  }
  const set = (to: number) => {
    size = Math.min(Math.max(Math.round(to) || USUAL, 1), SIZES)
    form.dataset.size = String(size)
    smaller.disabled = size === 1
    larger.disabled = size === SIZES
  }
  const by = (step: number) => () => {
    set(size + step)
    announce(say('sizeNow', { size: String(size), count: String(SIZES) }))
    try {
      localStorage.setItem(REMEMBERED, String(size))
    } catch {
      // It holds for this page.
    }
  }
  smaller.addEventListener('click', by(-1))
  larger.addEventListener('click', by(1))
  set(size)
}

function onlyTheText({ form, area, one }: EditorPage): void {
  const button = one<HTMLButtonElement>('[data-focus]')
  const set = (on: boolean) => {
    form.classList.toggle('only-text', on)
    button.setAttribute('aria-pressed', String(on))
  }
  button.addEventListener('click', () => {
    set(button.getAttribute('aria-pressed') !== 'true')
    area.focus()
  })
  form.addEventListener('keydown', ({ key }) => key === 'Escape' && set(false))
}

/** A textarea is printed as far as it is seen; the whole text is put on paper instead. */
function paper({ area, one }: EditorPage): void {
  const sheet = one('[data-paper]')
  addEventListener('beforeprint', () => {
    sheet.textContent = area.value
  })
  addEventListener('afterprint', () => sheet.replaceChildren())
}

/**
 * A phone's keyboard takes room from the page, or covers it without making it smaller: the editor keeps to what is
 * seen, with the caret in it.
 */
function roomForKeyboard({ form, area }: EditorPage): void {
  const seen = window.visualViewport
  if (seen) {
    const fit = () => {
      // Zoomed in by two fingers she moves about the page herself.
      if (seen.scale > 1.01) return
      const covered = innerHeight - seen.height > 80
      form.style.height = covered ? `${seen.height}px` : ''
      form.style.transform = covered && seen.offsetTop > 0 ? `translateY(${seen.offsetTop}px)` : ''
    }
    seen.addEventListener('resize', fit)
    seen.addEventListener('scroll', fit)
  }
  // The text lost its lower part: the line that is being written stays in sight.
  new ResizeObserver(() => {
    if (document.activeElement === area)
      void import('./text-mirror.ts').then(({ mirrorOf }) => mirrorOf(area).bringCaret())
  }).observe(area)
}
