import { normaliseText } from '../essay-text.ts'

/** The server's answer to a saved text. */
export type Acknowledged = { revision: number; receipt: string; active?: boolean; deadline?: string }

/** True where both are one text for the server, which keeps NFC and LF. */
export function sameText(one: string, other: string): boolean {
  if (one === other) return true
  const [a, b] = [normaliseText(one), normaliseText(other)]
  return a.ok && b.ok && a.value === b.value
}

/**
 * A number of 53 bits by which a text that was sent is recognised when the server names it; not for seals. Texts that
 * are one for the server have one mark. It needs no crypto.subtle, and waits for nothing.
 */
export function markOf(text: string): number {
  const normal = normaliseText(text)
  const value = normal.ok ? normal.value : text
  let [high, low] = [0xdeadbeef, 0x41c6ce57]
  for (let at = 0; at < value.length; at++) {
    const unit = value.charCodeAt(at)
    high = Math.imul(high ^ unit, 2_654_435_761)
    low = Math.imul(low ^ unit, 1_597_334_677)
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909)
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909)
  return 4_294_967_296 * (2_097_151 & low) + (high >>> 0)
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

/** True where the server names another text as the current one and has stored the one that was sent beside it. */
export const holdsLoser = (
  answer: { status: number; body: Record<string, unknown> | null } | null,
): boolean => answer?.status === 409 && typeof answer.body?.text === 'string' && answer.body.kept === true
