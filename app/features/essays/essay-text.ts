import type { Result } from '#app/platform/result.ts'

/** Bytes of UTF-8 that a text may have. */
export const TEXT_LIMIT = 200_000

/** Bytes of a text in UTF-8. */
export const bytesOf = (text: string): number => new TextEncoder().encode(text).length

/**
 * The form in which texts are kept: NFC, line breaks as LF (browsers send CRLF from forms). Refuses `broken` (lone
 * surrogates, NUL) and `too_large` (over 200,000 bytes).
 */
export function normaliseText(text: string): Result<string, 'broken' | 'too_large'> {
  if (!text.isWellFormed() || text.includes('\0')) return { ok: false, reason: 'broken' }
  // Normalising a long run of combining marks is slow: the limit is checked before and after.
  if (text.length > TEXT_LIMIT) return { ok: false, reason: 'too_large' }
  const normal = text.replace(/\r\n?/g, '\n').normalize('NFC')
  return bytesOf(normal) > TEXT_LIMIT ? { ok: false, reason: 'too_large' } : { ok: true, value: normal }
}
