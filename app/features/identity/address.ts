import { z } from 'zod'

const address = z.email()

/**
 * An address in the one form in which addresses are compared and kept: small letters, the name of the host as the network
 * knows it (IDN in Punycode: қазына.қаз is xn--…), without "mailto:", angle brackets and a name before them.
 */
export function plainAddress(written: string): string {
  const inside = /<([^<>]+)>\s*$/.exec(written)?.[1] ?? written
  const text = inside
    .normalize('NFKC')
    .trim()
    .replace(/^mailto:/i, '')
    .replace(/[.,;]+$/, '')
    .toLowerCase()
  const at = text.lastIndexOf('@')
  if (at < 1 || !/[^\0-\x7f]/.test(text.slice(at + 1))) return text
  const host = `http://${text.slice(at + 1)}`
  return URL.canParse(host) ? `${text.slice(0, at)}@${new URL(host).hostname}` : text
}

/** True for an address of that form. A last part in Punycode is one of letters: .қаз is .xn--80ao21a. */
export const isAddress = (plain: string): boolean =>
  address.safeParse(plain.replace(/\.xn--[a-z0-9-]+$/, '.letters')).success
