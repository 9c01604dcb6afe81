import { normaliseText } from '../essay-text.ts'

/** The server's answer to a saved text. */
export type Acknowledged = { revision: number; receipt: string; active?: boolean; deadline?: string }

/** True where both are one text for the server, which keeps NFC and LF. */
export function sameText(one: string, other: string): boolean {
  if (one === other) return true
  const [a, b] = [normaliseText(one), normaliseText(other)]
  return a.ok && b.ok && a.value === b.value
}

async function sha256(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * True where the answer's receipt is about exactly this text as that revision of the draft at `address`. Only the
 * server can tell whether it is genuine. Without crypto.subtle (http on another machine) the hash is not compared.
 */
export async function covers(answer: unknown, address: string, text: string): Promise<boolean> {
  const { revision, receipt } = (answer ?? {}) as Partial<Acknowledged>
  if (typeof revision !== 'number' || typeof receipt !== 'string') return false
  const [attemptId, covered, hash] = receipt.split('.')
  if (!attemptId || !address.endsWith(attemptId) || covered !== String(revision)) return false
  if (!globalThis.crypto?.subtle) return true
  const normal = normaliseText(text)
  return normal.ok && hash === (await sha256(normal.value))
}
