const KEY = 'alqa-page'

/** A name that nobody had before; works without https too. */
export const freshName = (): string =>
  Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('')

/**
 * The name of this page, the same when it is loaded anew: for the server a reload is no other page. A tab that is made
 * from this one copies its session storage, so the name lies there only while no page has it.
 */
export function takePageName(): string {
  try {
    const name = sessionStorage.getItem(KEY) ?? freshName()
    sessionStorage.removeItem(KEY)
    addEventListener('pagehide', () => sessionStorage.setItem(KEY, name))
    // Back from the browser's memory of pages.
    addEventListener('pageshow', () => sessionStorage.removeItem(KEY))
    return name
  } catch {
    return freshName()
  }
}
