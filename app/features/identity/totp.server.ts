import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { deriveKey } from '#app/platform/keys.server.ts'

const PERIOD = 30
const IV_BYTES = 12
const TAG_BYTES = 16

const keyOf = (secret: string) => deriveKey(secret, 'totp secrets')

/** A new secret of an authenticator app, in base32. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32

/** The secret as the database stores it: AES-256-GCM with a key that is derived from the SESSION_SECRET. */
export function sealTotpSecret(base32: string, sessionSecret: string): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', keyOf(sessionSecret), iv)
  const sealed = Buffer.concat([cipher.update(base32, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')
}

/** The secret that `sealTotpSecret` stored; null where it was sealed under another SESSION_SECRET or changed since. */
export function openTotpSecret(stored: string, sessionSecret: string): string | null {
  const bytes = Buffer.from(stored, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', keyOf(sessionSecret), bytes.subarray(0, IV_BYTES))
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
  try {
    const sealed = bytes.subarray(IV_BYTES + TAG_BYTES)
    return decipher.update(sealed, undefined, 'utf8') + decipher.final('utf8')
  } catch {
    return null
  }
}

const totpOf = (base32: string, label: string) =>
  new TOTP({ issuer: 'Alqa', label, secret: Secret.fromBase32(base32), digits: 6, period: PERIOD })

/** What a QR code tells an authenticator app. */
export const totpAddress = (base32: string, email: string): string => totpOf(base32, email).toString()

/**
 * The number of the time step that a code of six digits belongs to: this one, the last or the next, as clocks differ. Null
 * for a wrong code.
 */
export function totpStep(base32: string, code: string, now: Date): number | null {
  const delta = totpOf(base32, '').validate({ token: code, timestamp: now.getTime(), window: 1 })
  return delta === null ? null : Math.floor(now.getTime() / 1000 / PERIOD) + delta
}
