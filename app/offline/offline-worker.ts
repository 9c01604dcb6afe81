import { clientsClaim } from 'workbox-core'
import { ExpirationPlugin } from 'workbox-expiration'
import { registerRoute } from 'workbox-routing'
import { CacheFirst } from 'workbox-strategies'
import { PAGE_CACHE } from './cache-owner.ts'
import { cacheOfflinePages } from './offline-page.ts'
import { cachePage, PageStrategy } from './page-cache.ts'
import { prefetchOpenLessons } from './prefetch-lessons.ts'

// The service worker: without a connection it serves the writing page and the lessons that were opened. Online
// every page comes from the network; only GET requests are handled.
type Waiting = Event & { waitUntil(work: Promise<unknown>): void }
declare const self: EventTarget & { skipWaiting(): Promise<void> }

const DAY = 24 * 60 * 60
const ASSETS = 'alqa-assets-1'

registerRoute(
  ({ request, sameOrigin }) => sameOrigin && request.mode === 'navigate',
  new PageStrategy({
    cacheName: PAGE_CACHE,
    plugins: [new ExpirationPlugin({ maxEntries: 60, maxAgeSeconds: 21 * DAY })],
  }),
)

// After a page of the course the open lessons are prefetched.
self.addEventListener('fetch', (event) => {
  const { request } = event as Waiting & { request: Request }
  if (request.mode !== 'navigate' || request.method !== 'GET') return
  ;(event as Waiting).waitUntil(prefetchOpenLessons(request.url).catch(() => {}))
})

const assets = new CacheFirst({
  cacheName: ASSETS,
  plugins: [new ExpirationPlugin({ maxEntries: 80, maxAgeSeconds: 60 * DAY })],
})
registerRoute(({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/assets/'), assets)

self.addEventListener('install', (event) => {
  ;(event as Waiting).waitUntil(Promise.all([self.skipWaiting(), cacheOfflinePages()]))
})
clientsClaim()

// A page that was opened before this worker was installed sends its address and those of its files.
self.addEventListener('message', (event) => {
  const { page, files } = (event as MessageEvent<{ page?: string; files?: string[] }>).data ?? {}
  if (typeof page !== 'string' || !Array.isArray(files)) return
  const fetchFile = async (file: string) => {
    const request = new Request(file)
    const [answer, done] = assets.handleAll({ event: event as Waiting, request })
    await Promise.all([answer, done])
  }
  const cached = Promise.allSettled([cachePage(page), ...files.map(fetchFile)])
  ;(event as Waiting).waitUntil(cached.then(() => prefetchOpenLessons(page)))
})
