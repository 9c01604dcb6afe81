import type { Result } from '#app/platform/result.ts'

// Without 0/O, 1/I/L and U: receipt numbers are read out over the phone (after Crockford's Base32).
export const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A check sign over the rest: one wrong or swapped sign is noticed (weighted sum modulo the prime 29). */
export function checkSign(text: string): string {
  const sum = Array.from(text).reduce(
    (total, sign, index) => total + (LETTERS.indexOf(sign) + 1) * (index + 2),
    0,
  )
  return LETTERS.charAt(sum % 29)
}

/**
 * A receipt number as somebody typed it ("2026 k7m2qx d"), in its own form; null where it is something else. Refuses
 * `typo` where the check sign does not fit.
 */
export function readReceiptNumber(typed: string): Result<string, 'typo'> | null {
  const [, year, body = '', check] =
    /^(\d{4})([0-9A-Z]{6})([0-9A-Z])$/.exec(typed.toUpperCase().replace(/[\s\p{Pd}]+/gu, '')) ?? []
  if (!year) return null
  const right = Array.from(body).every((sign) => LETTERS.includes(sign)) && checkSign(body) === check
  return right ? { ok: true, value: `${year}-${body}-${check}` } : { ok: false, reason: 'typo' }
}
