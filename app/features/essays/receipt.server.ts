import { createHash, createHmac, randomInt, timingSafeEqual } from 'node:crypto'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { UUID } from '#app/platform/uuid.ts'
import { checkSign, LETTERS } from './receipt-number.ts'

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
  return `${facts}.${seal(facts, secret)}`
}

const seal = (facts: string, secret: string): string =>
  createHmac('sha256', secret).update(`draft-receipt.${facts}`).digest('base64url')

// Attempt, revision, SHA-256, time with its own dot, seal.
const TIME = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z'
const RECEIPT = new RegExp(`^((${UUID})\\.(\\d{1,10})\\.([0-9a-f]{64})\\.(${TIME}))\\.([\\w-]{43})$`)
// A receipt has some 180 signs; what is much longer is not looked at.
const LONGEST = 1_000

/**
 * What a receipt covers. Refuses `no_receipt` where the text has not the form of one (cut, or something else), and
 * `not_ours` where the seal does not fit: it was altered, or made elsewhere. Blanks and line breaks, as mails put them
 * in, do not matter. The seal is compared in constant time.
 */
export function readReceipt(text: string, secret: string): Result<Receipted, 'no_receipt' | 'not_ours'> {
  if (text.length > LONGEST) return refuse('no_receipt')
  const parts = RECEIPT.exec(text.replace(/\s+/g, ''))
  if (!parts) return refuse('no_receipt')
  const [, facts = '', attemptId = '', revision, sha256 = '', savedAt = '', mac = ''] = parts
  if (!timingSafeEqual(Buffer.from(mac), Buffer.from(seal(facts, secret)))) return refuse('not_ours')
  return ok({ attemptId, revision: Number(revision), sha256, savedAt: new Date(savedAt) })
}

// Without the last sign: the check sign counts modulo 29 and cannot tell it from the first.
const letters = (count: number): string =>
  Array.from({ length: count }, () => LETTERS[randomInt(29)]).join('')

/** A new receipt number of a submission: "2026-K7M2QX-D". Uniqueness is the database's to say. */
export function newReceiptNumber(now: Date): string {
  const body = letters(6)
  return `${now.getUTCFullYear()}-${body}-${checkSign(body)}`
}

/** What markers see in place of a name: "K7-214". Uniqueness is the database's to say. */
export const newAlias = (): string =>
  `${LETTERS.slice(8)[randomInt(LETTERS.length - 8)]}${randomInt(2, 10)}-${randomInt(100, 1000)}`
