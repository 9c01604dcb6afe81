import { cx } from '#app/ui/class-names.ts'
import {
  type Annotation,
  innermost,
  numbered,
  paragraphRanges,
  type Segment,
  segmentsOf,
  snapToWords,
} from '../annotations.ts'

/** A piece of the essay by its UTF-16 offsets. */
export type Piece = { start: number; end: number }

type Options = {
  /** The class of a criterion's colour; comments about none have another. */
  lookOf(criterion: string | null): string | undefined
  /** What a screen reader says of the number of a comment. */
  leads(number: number): string
}

export type EssayView = ReturnType<typeof openEssayView>

/** The essay on the marking screen: its words, those under comments, the paragraph in hand, what is selected. */
export function openEssayView(essay: HTMLElement, { lookOf, leads }: Options) {
  const text = textIn(essay)
  const paragraphs = paragraphRanges(text)
  // Where Shift extends from, and the paragraph in hand; -1 before the first key.
  let anchor = -1
  let current = -1

  function draw(annotations: Annotation[]): void {
    const list = numbered(annotations)
    const lines = document.createDocumentFragment()
    const segments = segmentsOf(text, list)
    let line = lineAt(0)
    let at = 0
    for (const segment of segments) {
      const end = at + segment.text.length
      for (let start = at; start < end; ) {
        const newline = text.indexOf('\n', start)
        const stop = newline < 0 ? end : Math.min(end, newline + 1)
        const piece = { ...segment, text: text.slice(start, stop) }
        line.append(words(piece, { first: start === at, last: stop === end }))
        start = stop
        if (text[stop - 1] === '\n') {
          lines.append(line)
          line = lineAt(stop)
        }
      }
      at = end
    }
    lines.append(line)
    essay.replaceChildren(lines)
    light()

    function words(segment: Segment, { first, last }: { first: boolean; last: boolean }): Node {
      const lead = innermost(segment, list)
      if (!lead) return document.createTextNode(segment.text)
      const here = list.filter(({ number }) => segment.numbers.includes(number))
      const mark = document.createElement('mark')
      mark.dataset.of = lead.id
      mark.dataset.all = here.map(({ id }) => id).join(' ')
      mark.className = cx(lookOf(lead.criterion), here.length > 1 && 'over') ?? ''
      const span = document.createElement('span')
      span.className = 'w'
      span.textContent = segment.text
      mark.append(span)
      if (first) {
        const [own, ...others] = here.filter(({ number }) => segment.starts.includes(number))
        if (own) mark.id = `m-${own.id}`
        for (const { id } of others) {
          const place = document.createElement('span')
          place.id = `m-${id}`
          mark.before(place)
          mark.prepend(place)
        }
      }
      for (const { id, number } of last ? here.filter((one) => segment.ends.includes(one.number)) : []) {
        const sup = document.createElement('sup')
        const link = document.createElement('a')
        link.href = `#c-${id}`
        link.draggable = false
        link.setAttribute('aria-label', leads(number))
        link.textContent = String(number)
        sup.append(link)
        mark.append(sup)
      }
      return mark
    }
  }

  function lineAt(start: number): HTMLElement {
    const line = document.createElement('span')
    const index = paragraphs.findIndex(
      (paragraph) => paragraph.start >= start && paragraph.start <= lineEnd(start),
    )
    if (index >= 0) line.dataset.paragraph = String(index)
    return line
  }

  function lineEnd(start: number): number {
    const newline = text.indexOf('\n', start)
    return newline < 0 ? text.length : newline
  }

  function light(): void {
    for (const line of essay.querySelectorAll<HTMLElement>('[data-paragraph]')) {
      const index = Number(line.dataset.paragraph)
      const lit = current >= 0 && index >= Math.min(anchor, current) && index <= Math.max(anchor, current)
      if (lit) line.setAttribute('aria-current', 'true')
      else line.removeAttribute('aria-current')
    }
  }

  return {
    text,
    draw,
    /** Goes on by one paragraph; `extend` keeps those before. Returns its number from 1, 0 where there is none. */
    goTo(by: 1 | -1, extend: boolean): number {
      if (paragraphs.length === 0) return 0
      const next = current < 0 ? (by > 0 ? 0 : paragraphs.length - 1) : current + by
      current = Math.max(0, Math.min(paragraphs.length - 1, next))
      if (!extend || anchor < 0) anchor = current
      light()
      essay.querySelector(`[data-paragraph="${current}"]`)?.scrollIntoView({ block: 'nearest' })
      return current + 1
    },
    /** What a comment would stand on: the selected words, whole ones, else the paragraphs in hand; null for neither. */
    chosen(): Piece | null {
      const selection = getSelection()
      if (selection && !selection.isCollapsed && selection.rangeCount > 0) {
        const range = selection.getRangeAt(0)
        if (!essay.contains(range.commonAncestorContainer)) return null
        const start = offsetIn(essay, range.startContainer, range.startOffset)
        return snapToWords(text, start, offsetIn(essay, range.endContainer, range.endOffset))
      }
      const [from, to] = [paragraphs[Math.min(anchor, current)], paragraphs[Math.max(anchor, current)]]
      return from && to ? { start: from.start, end: to.end } : null
    },
    /** Shows which words the comment in hand stands on. */
    point(id: string | null): void {
      for (const mark of essay.querySelectorAll<HTMLElement>('mark')) {
        if (id !== null && mark.dataset.all?.split(' ').includes(id))
          mark.setAttribute('aria-current', 'true')
        else mark.removeAttribute('aria-current')
      }
    },
    scrollTo(id: string): void {
      document.getElementById(`m-${id}`)?.scrollIntoView({ block: 'nearest' })
    },
  }
}

function textIn(node: Node): string {
  const copy = node.cloneNode(true) as Element
  for (const number of copy.querySelectorAll('sup')) number.remove()
  return copy.textContent ?? ''
}

/** UTF-16 offset of a place in the essay, counting its words and not the numbers of comments. */
function offsetIn(essay: Element, node: Node, offset: number): number {
  const range = document.createRange()
  range.setStart(essay, 0)
  range.setEnd(node, offset)
  const part = document.createElement('div')
  part.append(range.cloneContents())
  return textIn(part).length
}
