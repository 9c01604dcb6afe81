import { diffArrays } from 'diff'

/** A piece of two texts: in both of them, or in one only. */
export type Piece = { text: string; only: 'mine' | 'theirs' | null }

// Words with the spaces after them; line breaks stand alone, so that paragraphs are compared as such.
const tokens = (text: string): string[] => text.match(/\n|[^\s]+[^\S\n]*|[^\S\n]+/g) ?? []

/** Compares two texts word by word; `mine` comes before `theirs` where both differ. */
export function compareWords(mine: string, theirs: string): Piece[] {
  return diffArrays(tokens(mine), tokens(theirs)).map(({ value, added, removed }) => ({
    text: value.join(''),
    only: added ? 'theirs' : removed ? 'mine' : null,
  }))
}

/** One text with everything that either has: common words once, and where they differ mine and then theirs. */
export function mergeWords(pieces: readonly Piece[]): string {
  let merged = ''
  for (const [index, { text, only }] of pieces.entries()) {
    const gap = only === 'theirs' && pieces[index - 1]?.only === 'mine' && merged && !/\s$/.test(merged)
    merged += gap ? ` ${text}` : text
  }
  return merged
}
