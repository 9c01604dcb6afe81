import { createHmac, timingSafeEqual } from 'node:crypto'
import { isUuid } from '#app/platform/uuid.ts'

// Keys that were handed out before they were numbered are those of number 0.
const sign = (personId: string, number: number, secret: string): string =>
  createHmac('sha256', secret)
    .update(number === 0 ? `calendar feed ${personId}` : `calendar feed ${personId} ${number}`)
    .digest('base64url')
    .slice(0, 32)

/** The key of a person's calendar feed: calendar programs cannot sign in. The next `number` makes it useless. */
export const feedKey = (personId: string, number: number, secret: string): string =>
  `${personId}.${sign(personId, number, secret)}`

/** The person whom a key names, before its signature is checked; null where it names none. */
export function personOfKey(key: string): string | null {
  const [personId = ''] = key.split('.')
  return isUuid(personId) ? personId : null
}

/** True for the key that `feedKey` makes of these. */
export function isFeedKey(key: string, personId: string, number: number, secret: string): boolean {
  const expected = Buffer.from(feedKey(personId, number, secret))
  const actual = Buffer.from(key)
  return actual.length === expected.length && timingSafeEqual(actual, expected)
}
