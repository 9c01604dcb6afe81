import { createHmac, timingSafeEqual } from 'node:crypto'

const sign = (personId: string, secret: string): string =>
  createHmac('sha256', secret).update(`calendar feed ${personId}`).digest('base64url').slice(0, 32)

/** The key of a person's calendar feed: calendar programs cannot sign in. */
export const feedKey = (personId: string, secret: string): string => `${personId}.${sign(personId, secret)}`

/** The person a key was made for; null where it was not made by us. */
export function personOfKey(key: string, secret: string): string | null {
  const [personId = '', signature = ''] = key.split('.')
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(personId)) return null
  const expected = Buffer.from(sign(personId, secret))
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected) ? personId : null
}
