/**
 * Response headers of a page with somebody's own words. No cache of the browser keeps it: on a computer that others
 * use, "back" after signing out must not show it. (The service worker keeps what it needs by itself, and deletes it.)
 */
export const privatePage = (): Record<string, string> => ({ 'Cache-Control': 'private, no-store' })
