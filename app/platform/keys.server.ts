import { createHmac, hkdfSync } from 'node:crypto'

/** A key of 32 bytes for one purpose, derived from the SESSION_SECRET; keys of different purposes tell nothing of each other. */
export const deriveKey = (secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, 'alqa', purpose, 32))

/** Keyed hash of a value with few possibilities: without the secret a copy of the database cannot be searched for it. */
export const keyedHash = (secret: string, purpose: string, value: string): string =>
  createHmac('sha256', deriveKey(secret, purpose)).update(value).digest('base64url')
