import { createHash, createHmac, randomInt } from 'node:crypto'

/** SHA-256 of a text in UTF-8, in hexadecimal. */
export const textHash = (text: string): string => createHash('sha256').update(text).digest('hex')

/** What a receipt covers: exactly this text was this revision of this attempt at this time. */
export type Receipted = { attemptId: string; revision: number; sha256: string; savedAt: Date }

/**
 * A receipt for one saved revision: its facts and an HMAC-SHA256 over them with the server's secret, so that nobody
 * else can make one.
 */
export function receiptFor({ attemptId, revision, sha256, savedAt }: Receipted, secret: string): string {
  const facts = [attemptId, revision, sha256, savedAt.toISOString()].join('.')
  const mac = createHmac('sha256', secret).update(`draft-receipt.${facts}`).digest('base64url')
  return `${facts}.${mac}`
}

// Without 0/O, 1/I/L and U: receipt numbers are read out over the phone (after Crockford's Base32).
const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const letters = (count: number): string =>
  Array.from({ length: count }, () => LETTERS[randomInt(LETTERS.length)]).join('')

/** A check character over the rest: one wrong or swapped sign is noticed (weighted sum modulo the prime 29). */
function checkLetter(text: string): string {
  const sum = Array.from(text).reduce(
    (total, sign, index) => total + (LETTERS.indexOf(sign) + 1) * (index + 2),
    0,
  )
  return LETTERS.charAt(sum % 29)
}

/** A new receipt number of a submission: "2026-K7M2QX-D". Uniqueness is the database's to say. */
export function newReceiptNumber(now: Date): string {
  const body = letters(6)
  return `${now.getUTCFullYear()}-${body}-${checkLetter(body)}`
}

/** What markers see in place of a name: "K7-214". Uniqueness is the database's to say. */
export const newAlias = (): string =>
  `${LETTERS.slice(8)[randomInt(LETTERS.length - 8)]}${randomInt(2, 10)}-${randomInt(100, 1000)}`
