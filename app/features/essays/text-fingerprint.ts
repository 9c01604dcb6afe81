import { normaliseText } from './essay-text.ts'

/** True where two texts are equal in the form the server stores: NFC, line breaks as LF. */
export function sameText(one: string, other: string): boolean {
  if (one === other) return true
  const [a, b] = [normaliseText(one), normaliseText(other)]
  return a.ok && b.ok && a.value === b.value
}

/**
 * A hash of 53 bits by which a text that was sent is recognised in the server's answer. Not cryptographic. Texts that
 * `sameText` calls equal have one fingerprint. Synchronous, and works without crypto.subtle.
 */
export function fingerprintOf(text: string): number {
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
