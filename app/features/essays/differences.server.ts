import { diffArrays } from 'diff'

/** A piece of two texts: in both, or only in the one `before` or `after`. */
export type Difference = { text: string; only: 'before' | 'after' | null }

// Words with the blanks after them; line breaks stand alone, so that paragraphs are compared as such.
const tokens = (text: string): string[] => text.match(/\n|\S+[^\S\n]*|[^\S\n]+/g) ?? []

// The cost grows with the number of differences: beyond these nobody reads them, and other requests wait.
const MOST_EDITS = 3_000
const LONGEST_MS = 250

/** What differs between two texts, word by word; null where they have too little in common to show it. */
export function differencesOf(before: string, after: string): Difference[] | null {
  const limits = { maxEditLength: MOST_EDITS, timeout: LONGEST_MS }
  const pieces = diffArrays(tokens(before), tokens(after), limits)
  if (!pieces) return null
  return pieces.map(({ value, added, removed }) => ({
    text: value.join(''),
    only: added ? 'after' : removed ? 'before' : null,
  }))
}
