/** A character that no text may hold, and where it is. */
export type ForbiddenCharacter = { offset: number; name: string }

/**
 * Characters that a reader cannot see and that change what is stored or shown: controls (but tab and line feed), line and
 * paragraph separators, marks and overrides of the writing direction, interlinear annotation, tags, noncharacters, and
 * halves of surrogate pairs; and U+FFFD, which stands for a character that was lost (a form puts it for a zero).
 */
const FORBIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFFF9-\uFFFB\uFFFD\uFDD0-\uFDEF\u{E0000}-\u{E007F}]|\p{Noncharacter_Code_Point}|\p{Surrogate}/u

const everyForbidden = new RegExp(FORBIDDEN, 'gu')

const codePoint = (character: string) =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

/** The forbidden characters of a text in order, `limit` of them at most; their names are code points (`U+202E`). */
export function forbiddenCharacters(text: string, limit: number): ForbiddenCharacter[] {
  const found: ForbiddenCharacter[] = []
  for (const match of text.matchAll(everyForbidden)) {
    found.push({ offset: match.index, name: codePoint(match[0]) })
    if (found.length === limit) break
  }
  return found
}

/** The code point (`U+202E`) of the first forbidden character of a value, or null. */
export function forbiddenIn(value: string): string | null {
  const found = FORBIDDEN.exec(value)
  return found && codePoint(found[0])
}

/** Marks on one letter; no language stacks as many. Composing a letter takes time in the square of their number. */
const MOST_MARKS = 16

/** Offset of the first letter with more combining marks than any language stacks; -1 where there is none. */
export function stackedMarks(text: string): number {
  for (const run of text.matchAll(/\p{M}+/gu)) if (run[0].length > MOST_MARKS) return run.index
  return -1
}
