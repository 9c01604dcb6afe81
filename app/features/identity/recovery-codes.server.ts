import { randomInt } from 'node:crypto'
import { keyedHash } from '#app/platform/keys.server.ts'

// Without letters and digits that look alike.
const SIGNS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const LENGTH = 12

/** How many codes somebody gets at once. */
const RECOVERY_CODES = 10

/** New codes as they are shown, once: "7K3M-QX9P-2ABC", 60 bits each. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: RECOVERY_CODES }, () =>
    Array.from(
      { length: LENGTH },
      (_, index) => (index > 0 && index % 4 === 0 ? '-' : '') + SIGNS[randomInt(SIGNS.length)],
    ).join(''),
  )

/** A code as typed, without what one may leave out or add; null where it can be none. */
export function readRecoveryCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s-]/g, '')
  return code.length === LENGTH && [...code].every((sign) => SIGNS.includes(sign)) ? code : null
}

/** What the database stores in place of a code (as `readRecoveryCode` answers it). */
export const recoveryCodeHash = (secret: string, personId: string, code: string): string =>
  keyedHash(secret, 'recovery codes', `${personId} ${code}`)
