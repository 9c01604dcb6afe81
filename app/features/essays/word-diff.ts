import { diffArrays } from 'diff'

/** A piece of two texts: in both, or only in the one `before` or `after`. */
export type Piece = { text: string; only: 'before' | 'after' | null }

// Words with the spaces after them; line breaks stand alone, so that paragraphs are compared as such.
const tokens = (text: string): string[] => text.match(/\n|\S+[^\S\n]*|[^\S\n]+/g) ?? []

// The cost grows with the number of differences: beyond these nobody reads them, and the server or the page stands still.
const MOST_EDITS = 3_000
const LONGEST_MS = 250

/**
 * Compares two texts word by word; what only `before` has comes first where both differ. Null where they have too
 * little in common to show it.
 */
export function compareWords(before: string, after: string): Piece[] | null {
  const limits = { maxEditLength: MOST_EDITS, timeout: LONGEST_MS }
  const pieces = diffArrays(tokens(before), tokens(after), limits)
  if (!pieces) return null
  return pieces.map(({ value, added, removed }) => ({
    text: value.join(''),
    only: added ? 'after' : removed ? 'before' : null,
  }))
}

/** One text with everything that either has: common words once, and where they differ the one before the other. */
export function mergeWords(pieces: readonly Piece[]): string {
  let merged = ''
  for (const [index, { text, only }] of pieces.entries()) {
    const gap = only === 'after' && pieces[index - 1]?.only === 'before' && merged && !/\s$/.test(merged)
    merged += gap ? ` ${text}` : text
  }
  return merged
}
