/** Where a comment stands: UTF-16 offsets into an immutable text, and the words found there as a check. */
export type Selector = { start: number; end: number; quote: string }

/** A comment on words of an essay; `criterion` is null where it belongs to none. */
export type Annotation = { id: string; criterion: string | null; comment: string; selector: Selector }

/** An annotation with the number that readers see: 1 is the first in the text. */
export type Numbered = Annotation & { number: number }

/** A piece of the text under the same annotations, by their numbers. */
export type Segment = { text: string; numbers: number[]; starts: number[]; ends: number[] }

/** Annotations as they follow each other in the text, numbered from 1. */
export function numbered(annotations: Annotation[]): Numbered[] {
  const at = ({ selector }: Annotation) => selector
  return [...annotations]
    .sort((a, b) => at(a).start - at(b).start || at(a).end - at(b).end || (a.id < b.id ? -1 : 1))
    .map((annotation, i) => ({ ...annotation, number: i + 1 }))
}

/**
 * Cuts a text where annotations begin and end, so that overlapping ones can be shown side by side. The pieces put
 * together are the text.
 */
export function segmentsOf(text: string, annotations: Numbered[]): Segment[] {
  const cuts = new Set([0, text.length])
  for (const { selector } of annotations) cuts.add(selector.start).add(selector.end)
  const edges = [...cuts].sort((a, b) => a - b)
  const covering = (start: number, end: number) =>
    annotations.filter(({ selector }) => selector.start <= start && selector.end >= end)
  return edges.slice(1).map((end, i) => {
    const start = edges[i] ?? 0
    const here = covering(start, end)
    return {
      text: text.slice(start, end),
      numbers: here.map(({ number }) => number),
      starts: here.filter(({ selector }) => selector.start === start).map(({ number }) => number),
      ends: here.filter(({ selector }) => selector.end === end).map(({ number }) => number),
    }
  })
}

/** The annotation that a piece of text leads to: the one that covers least, of equals the later. */
export function innermost(segment: Segment, annotations: Numbered[]): Numbered | null {
  const length = ({ selector }: Numbered) => selector.end - selector.start
  return annotations
    .filter(({ number }) => segment.numbers.includes(number))
    .reduce<Numbered | null>((best, one) => (best && length(best) < length(one) ? best : one), null)
}

const halves = (text: string, at: number): boolean =>
  /[\uD800-\uDBFF]/.test(text.charAt(at - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(at))

/** True where the selector names words of the text, exactly, and cuts no character in two. */
export function isExact(text: string, { start, end, quote }: Selector): boolean {
  if (!Number.isInteger(start) || !Number.isInteger(end)) return false
  if (start < 0 || end <= start || end > text.length) return false
  return text.slice(start, end) === quote && !halves(text, start) && !halves(text, end)
}

/** Finds words that were typed by hand; they must occur, and only once. */
export function locateQuote(text: string, quote: string): Selector | 'absent' | 'ambiguous' {
  const start = quote === '' ? -1 : text.indexOf(quote)
  if (start < 0) return 'absent'
  if (text.indexOf(quote, start + 1) >= 0) return 'ambiguous'
  return { start, end: start + quote.length, quote }
}

/** The paragraphs of a text: its lines that have words, without the spaces around them. */
export function paragraphRanges(text: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = []
  for (const { index, 0: line } of text.matchAll(/[^\n]+/g)) {
    const words = line.trim()
    const start = index + line.indexOf(words)
    if (words) found.push({ start, end: start + words.length })
  }
  return found
}

const isWord = (letter: string): boolean => /[\p{L}\p{N}\p{M}\p{Surrogate}]/u.test(letter)

/** A selection as the whole words it touches, without the spaces around them; null where it touches none. */
export function snapToWords(text: string, from: number, to: number): { start: number; end: number } | null {
  let [start, end] = [Math.max(0, from), Math.min(text.length, to)]
  while (start < end && /\s/.test(text.charAt(start))) start++
  while (end > start && /\s/.test(text.charAt(end - 1))) end--
  if (start >= end) return null
  while (start > 0 && isWord(text.charAt(start)) && isWord(text.charAt(start - 1))) start--
  while (end < text.length && isWord(text.charAt(end - 1)) && isWord(text.charAt(end))) end++
  return { start, end }
}
