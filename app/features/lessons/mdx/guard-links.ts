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
