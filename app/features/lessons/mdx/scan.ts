import { forbiddenCharacters, stackedMarks } from './characters.ts'
import type { GuardCode, GuardError } from './guard-error.ts'
import { MOST_FAULTS } from './guard-error.ts'
import { type Place, placeOf, placesIn } from './place.ts'

/** Characters of the longest text that is read at all. */
const LARGEST_SOURCE = 300_000
/** Lists and quotations within each other on one line. */
const DEEPEST_MARKERS = 10
/** Spaces before the marker of a list item. */
const DEEPEST_INDENT = 60
/** Lines with something on them; the longest lesson has some five hundred. */
const MOST_LINES = 20_000
const MOST_HEADINGS = 300
/** Vertical bars of all tables. */
const MOST_CELLS = 20_000
/** Emphasis, links, code, tags and braces of one paragraph, list item or row of a table. */
const MOST_MARKS = 1_000
/** A line of hyphens or asterisks, with spaces between them, is a rule and no list. */
const LONGEST_RULE = 200
const RULE = /^[ \t]{0,3}([-*])(?:[ \t]*\1){2,}[ \t]*$/

/** What one reading of the characters says: faults, and where the part with the most markup begins. */
export type Scan = { faults: GuardError[]; densest: Place }

/** Line ends as \n, composed letters, no byte order mark: the one form that is guarded, hashed and compiled. */
export function normalizeSource(source: string): string {
  const text = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  // Such a text is refused; composing it could take seconds.
  return text.length > LARGEST_SOURCE || stackedMarks(text) >= 0 ? text : text.normalize('NFC')
}

/**
 * One linear reading of a normalised source, cheap enough for the web process: refuses what is too long, characters
 * that nobody can see, and the shapes that are known to take the parser time in the square of their length. What it
 * lets pass is still read apart from the web process only.
 */
export function scanSource(text: string): Scan {
  const start = { line: 1, column: 1 }
  if (text.length > LARGEST_SOURCE) {
    const detail = { limit: String(LARGEST_SOURCE) }
    return { faults: [{ code: 'source_too_large', ...start, detail }], densest: start }
  }
  const faults: GuardError[] = []
  const place = placesIn(text)
  for (const { offset, name } of forbiddenCharacters(text, MOST_FAULTS + 1)) {
    faults.push({ code: 'character', ...place(offset), detail: { character: name } })
  }
  const marks = stackedMarks(text)
  if (marks >= 0) faults.push({ code: 'stacked_marks', ...placeOf(text, marks), detail: {} })
  return { faults, densest: scanLines(text, faults) }
}

const codes = (characters: string) => new Set([...characters].map((mark) => mark.charCodeAt(0)))
const MARKS = codes('*_~`[]<{!&|\\@')
/** Marks that count once however often they are repeated, as in `**`. */
const RUNS = codes('*_~`')
const [SPACE, TAB, PIPE, HASH] = [32, 9, 124, 35]

type Line = { number: number; start: number; end: number }

function scanLines(text: string, faults: GuardError[]): Place {
  const report = (code: GuardCode, line: Line, at: number, limit: number) => {
    const place = { line: line.number, column: at - line.start + 1 }
    if (faults.length <= MOST_FAULTS) faults.push({ code, ...place, detail: { limit: String(limit) } })
  }
  let densest = { line: 1, weight: 0 }
  let block = { line: 1, marks: 0 }
  const counts = { filled: 0, headings: 0, cells: 0 }
  const count = (what: keyof typeof counts, limit: number, line: Line, more: number) => {
    const before = counts[what]
    counts[what] += more
    if (before <= limit && counts[what] > limit) report('too_much_markup', line, line.start, limit)
  }
  const line: Line = { number: 0, start: 0, end: -1 }
  while (line.end < text.length) {
    line.number += 1
    line.start = line.end + 1
    const next = text.indexOf('\n', line.start)
    line.end = next < 0 ? text.length : next
    const { depth, indent, after } = containersOf(text, line)
    if (depth > DEEPEST_MARKERS) report('nested_too_deep', line, after - 1, DEEPEST_MARKERS)
    else if (depth > 0 && indent > DEEPEST_INDENT) report('nested_too_deep', line, after - 1, DEEPEST_INDENT)
    const first = text.charCodeAt(after)
    if (after < line.end) count('filled', MOST_LINES, line, 1)
    if (first === HASH) count('headings', MOST_HEADINGS, line, 1)
    // A paragraph, a list item, a quotation, a heading and a row of a table are read by themselves.
    if (depth > 0 || after === line.end || first === PIPE || first === HASH)
      block = { line: line.number, marks: 0 }
    let before = 0
    let cells = 0
    for (let at = after; at < line.end; at += 1) {
      const mark = text.charCodeAt(at)
      if (MARKS.has(mark) && !(mark === before && RUNS.has(mark))) {
        block.marks += 1
        if (mark === PIPE) cells += 1
        if (block.marks === MOST_MARKS + 1) report('too_much_markup', line, at, MOST_MARKS)
      }
      before = mark
    }
    count('cells', MOST_CELLS, line, cells)
    const weight = block.marks + indent
    if (weight > densest.weight) densest = { line: block.line, weight }
  }
  return { line: densest.line, column: 1 }
}

/**
 * How many markers of lists and quotations a line begins with, the spaces before the first one, and the offset of what
 * follows; stops at one marker too many.
 */
function containersOf(text: string, { start, end }: Line): { depth: number; indent: number; after: number } {
  let after = afterSpaces(text, start, end)
  const indent = after - start
  let depth = 0
  while (depth <= DEEPEST_MARKERS) {
    const next = markerEnd(text, after, end)
    if (next < 0) break
    depth += 1
    after = afterSpaces(text, next, end)
  }
  const isRule = depth > 0 && end - start <= LONGEST_RULE && RULE.test(text.slice(start, end))
  return isRule ? { depth: 0, indent: 0, after: end } : { depth, indent, after }
}

function afterSpaces(text: string, from: number, end: number): number {
  let at = from
  while (at < end && isSpace(text.charCodeAt(at))) at += 1
  return at
}

const isSpace = (code: number) => code === SPACE || code === TAB

/** The offset after a marker that begins here, or -1. */
function markerEnd(text: string, from: number, end: number): number {
  const character = text[from] ?? ''
  if (from >= end) return -1
  if (character === '>') return from + 1
  let after = from + 1
  if (character >= '0' && character <= '9') {
    while (after < end && after - from <= 9 && /\d/.test(text[after] ?? '')) after += 1
    if (!'.)'.includes(text[after] ?? ' ')) return -1
    after += 1
  } else if (!'-+*'.includes(character)) return -1
  return after >= end || isSpace(text.charCodeAt(after)) ? after : -1
}
