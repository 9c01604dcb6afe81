import { randomBytes } from 'node:crypto'
import { hashSecret } from '#app/platform/session.server.ts'

export type LinkPurpose = 'invitation' | 'reset'

/** How long a link opens its door. */
export const LINK_LIFE: Record<LinkPurpose, number> = {
  invitation: 14 * 24 * 3_600_000,
  reset: 3_600_000,
}

/** A fresh secret for a link, and what the database keeps in place of it. */
export function newToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: hashSecret(token) }
}
