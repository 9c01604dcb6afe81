import { normaliseText } from '../essay-text.ts'

/** The server's answer to a saved text. */
export type Acknowledged = { revision: number; receipt: string; active?: boolean; deadline?: string }

async function sha256(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

// Attempt, revision, SHA-256, time, seal; a receipt that was cut on the way proves nothing to the server later.
const RECEIPT = /^([^.]+)\.(\d+)\.([0-9a-f]{64})\.[\dTZ:.-]{24}\.[\w-]{43}$/

/**
 * True where the answer's receipt is whole and about exactly this text as that revision of the draft at `address`. Only the
 * server can tell whether it is genuine. Without crypto.subtle (http on another machine) the hash is not compared.
 */
export async function covers(answer: unknown, address: string, text: string): Promise<boolean> {
  const { revision, receipt } = (answer ?? {}) as Partial<Acknowledged>
  if (typeof revision !== 'number' || typeof receipt !== 'string') return false
  const [, attemptId, covered, hash] = RECEIPT.exec(receipt) ?? []
  if (!attemptId || !address.endsWith(attemptId) || covered !== String(revision)) return false
  if (!globalThis.crypto?.subtle) return true
  const normal = normaliseText(text)
  return normal.ok && hash === (await sha256(normal.value))
}

/** True where the server names another text as the current one and has stored the one that was sent beside it. */
export const hasConflictCopy = (
  answer: { status: number; body: Record<string, unknown> | null } | null,
): boolean => answer?.status === 409 && typeof answer.body?.text === 'string' && answer.body.kept === true
