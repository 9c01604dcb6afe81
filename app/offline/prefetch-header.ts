/** The header of a request by which the service worker fetches a page before anybody opens it. */
export const PREFETCH_HEADER = 'X-Alqa-Prefetch'
