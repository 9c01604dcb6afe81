/** The header of a request by which the service worker fetches a page that nobody looks at yet. */
export const KEEPING = 'X-Alqa-Keeping'
