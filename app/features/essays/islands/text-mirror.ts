const COPIED = ['font', 'letterSpacing', 'lineHeight', 'padding', 'tabSize', 'wordSpacing'] as const

type Mirror = ReturnType<typeof openMirror>
let only: Mirror | undefined

/**
 * A copy of the text that lies exactly beneath the textarea, unseen: it knows where words stand, and it can show
 * marks, which a textarea cannot. A page has one.
 */
export function mirrorOf(area: HTMLTextAreaElement): Mirror {
  only ??= openMirror(area)
  return only
}

function openMirror(area: HTMLTextAreaElement) {
  const mirror = document.createElement('div')
  mirror.className = 'mirror'
  mirror.setAttribute('aria-hidden', 'true')
  area.before(mirror)
  const follow = () => {
    mirror.scrollTop = area.scrollTop
  }
  area.addEventListener('scroll', follow, { passive: true })

  function lay(ranges: readonly [number, number][], current: number): HTMLElement | undefined {
    const style = getComputedStyle(area)
    for (const name of COPIED) mirror.style[name] = style[name]
    mirror.style.left = `${area.offsetLeft}px`
    mirror.style.top = `${area.offsetTop}px`
    mirror.style.width = `${area.clientWidth}px`
    mirror.style.height = `${area.clientHeight}px`
    let marked: HTMLElement | undefined
    let at = 0
    const parts: (string | HTMLElement)[] = []
    for (const [index, [from, to]] of ranges.entries()) {
      const mark = document.createElement('mark')
      mark.textContent = area.value.slice(from, to)
      if (index === current) {
        mark.className = 'now'
        marked = mark
      }
      parts.push(area.value.slice(at, from), mark)
      at = to
    }
    // A last line that is empty has no height without a sign in it.
    mirror.replaceChildren(...parts, `${area.value.slice(at)}\u200b`)
    follow()
    return marked
  }

  function bring(mark: HTMLElement | undefined): void {
    if (!mark) return
    const top = mark.offsetTop
    if (top < area.scrollTop + 24 || top + mark.offsetHeight > area.scrollTop + area.clientHeight - 24)
      area.scrollTop = Math.max(0, top - area.clientHeight / 3)
    follow()
  }

  return {
    /** Marks ranges of the text and brings the current one into sight. */
    show(ranges: readonly [number, number][], current: number): void {
      bring(lay(ranges, current))
    },
    /** Puts the caret there, with its line in the upper part of what is seen. */
    goTo(caret: number): void {
      const mark = lay([[caret, caret]], 0)
      area.focus({ preventScroll: true })
      area.setSelectionRange(caret, caret)
      area.scrollTop = Math.max(0, (mark?.offsetTop ?? 0) - area.clientHeight / 5)
      mirror.replaceChildren()
    },
    /** Scrolls as little as it takes to see the caret; marks stay. */
    bringCaret(): void {
      const marks = [...mirror.childNodes]
      bring(lay([[area.selectionEnd, area.selectionEnd]], 0))
      mirror.replaceChildren(...marks)
    },
    clear: () => mirror.replaceChildren(),
  }
}
