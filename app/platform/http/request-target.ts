/**
 * The address that a request names, on our public origin; null for a target that names none: another form than a
 * path, a percent sign that encodes nothing, a control character in the path, a NUL anywhere. Those who write to us by another host name still get links to the
 * public one.
 */
export function addressOf(target: string, publicUrl: string): URL | null {
  const { origin } = new URL(publicUrl)
  // A proxy may send the whole address.
  const path = /^https?:\/\//i.test(target) ? pathOf(target) : target
  if (!path?.startsWith('/') || /%00|\\/i.test(path)) return null
  try {
    // Glued, not resolved: "//host" would be another host.
    const url = new URL(origin + path)
    return /\p{Cc}/u.test(decodeURIComponent(url.pathname)) ? null : url
  } catch {
    return null
  }
}

const pathOf = (target: string): string | null => {
  if (!URL.canParse(target)) return null
  const { pathname, search } = new URL(target)
  return pathname + search
}
