import type { Result } from '#app/platform/result.ts'

/** Bytes of UTF-8 that a text may have. */
export const TEXT_LIMIT = 200_000

/** Bytes of a text in UTF-8. */
export const bytesOf = (text: string): number => new TextEncoder().encode(text).length

// Putting a long run of marks into order takes time by its square: 100,000 of them would hold the server for 10 s. No
// writing needs more than 30 on one letter (Unicode Standard Annex 15, section 13).
const MARKS = /\p{M}{31}/u
// Every mark is in here, and no letter of ours: a twentieth of the time.
const PERHAPS_MARKS = /[\u0300-\u036f\u0483-\u0489\u0591-\uffff]{31}/

/**
 * The form in which texts are kept: NFC, line breaks as LF (browsers send CRLF from forms). A text with more than 30
 * combining marks in a row is kept as it came. Refuses `broken` (lone surrogates, NUL) and `too_large` (over 200,000
 * bytes).
 */
export function normaliseText(text: string): Result<string, 'broken' | 'too_large'> {
  if (!text.isWellFormed() || text.includes('\0')) return { ok: false, reason: 'broken' }
  if (text.length > TEXT_LIMIT) return { ok: false, reason: 'too_large' }
  const lines = text.replace(/\r\n?/g, '\n')
  const normal = PERHAPS_MARKS.test(lines) && MARKS.test(lines) ? lines : lines.normalize('NFC')
  // A UTF-16 unit has three bytes at most: usually there is nothing to count.
  const tooLarge = normal.length * 3 > TEXT_LIMIT && bytesOf(normal) > TEXT_LIMIT
  return tooLarge ? { ok: false, reason: 'too_large' } : { ok: true, value: normal }
}
