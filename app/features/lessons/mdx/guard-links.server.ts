import { domainToUnicode } from 'node:url'
import type { GuardCode } from './guard-error.ts'

const ALLOWED = new Set(['http', 'https', 'mailto'])

/**
 * Whether a link leads anywhere but http(s), mailto or a place on this site. Browsers skip white space and
 * control characters inside a scheme, so they are dropped before looking.
 */
export function linkFault(address: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what browsers skip
  const seen = address.replace(/[\u0000-\u0020\u007F-\u00A0\u00AD\u200B-\u200F\u2028\u2029\uFEFF]/g, '')
  if (/^[/\\]{2}/.test(seen)) return true
  const scheme = /^([^/?#]*?):/.exec(seen)?.[1]
  return scheme !== undefined && !ALLOWED.has(scheme.toLowerCase())
}

export type LinkWarning = {
  code: Extract<GuardCode, 'link_lookalike' | 'link_other_host'>
  detail: Record<string, string>
}

/** What makes an allowed web address look as if it led elsewhere than it does; null where nothing does. */
export function linkWarning(address: string): LinkWarning | null {
  if (!/^https?:/i.test(address) || !URL.canParse(address)) return null
  const { hostname, username, password } = new URL(address)
  const host = domainToUnicode(hostname)
  if (username || password)
    return { code: 'link_other_host', detail: { shown: decoded(username), host: host || hostname } }
  return looksLikeAnother(host || hostname)
    ? { code: 'link_lookalike', detail: { host, ascii: hostname } }
    : null
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Cyrillic and Greek letters that look like Latin ones. */
const LATIN_SHAPED = /^[-\dасеорхуіјѕһԁԛԝҽӏαικνορυ]+$/u

/** A name is misleading that mixes alphabets, or under a Latin domain has only letters that pass for Latin ones. */
function looksLikeAnother(host: string): boolean {
  const labels = host.toLowerCase().split('.')
  const latinDomain = /^[a-z]+$/.test(labels.at(-1) ?? '')
  return labels.some((label) => {
    const alphabets = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u]
    const used = alphabets.filter((alphabet) => alphabet.test(label))
    if (used.length > 1) return true
    return latinDomain && used.length === 1 && !/[a-z]/.test(label) && LATIN_SHAPED.test(label)
  })
}
