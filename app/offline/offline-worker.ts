import { clientsClaim } from 'workbox-core'
import { ExpirationPlugin } from 'workbox-expiration'
import { registerRoute } from 'workbox-routing'
import { CacheFirst } from 'workbox-strategies'
import { keepOfflinePages } from './offline-page.ts'
import { keepOpenLessons } from './open-lessons.ts'
import { keepPage, PageStrategy } from './pages.ts'
import { PAGES } from './whose.ts'

// The service worker: when there is no line it serves the writing page and the lessons that were opened. Online it
// only watches: every page comes from the network, and nothing but GET is touched.
type Waiting = Event & { waitUntil(work: Promise<unknown>): void }
declare const self: EventTarget & { skipWaiting(): Promise<void> }

const DAY = 24 * 60 * 60
const ASSETS = 'alqa-assets-1'

registerRoute(
  ({ request, sameOrigin }) => sameOrigin && request.mode === 'navigate',
  new PageStrategy({
    cacheName: PAGES,
    plugins: [new ExpirationPlugin({ maxEntries: 60, maxAgeSeconds: 21 * DAY })],
  }),
)

// A page of the course was opened: the others that are open come after it.
self.addEventListener('fetch', (event) => {
  const { request } = event as Waiting & { request: Request }
  if (request.mode !== 'navigate' || request.method !== 'GET') return
  ;(event as Waiting).waitUntil(keepOpenLessons(request.url).catch(() => {}))
})

const assets = new CacheFirst({
  cacheName: ASSETS,
  plugins: [new ExpirationPlugin({ maxEntries: 80, maxAgeSeconds: 60 * DAY })],
})
registerRoute(({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/assets/'), assets)

self.addEventListener('install', (event) => {
  ;(event as Waiting).waitUntil(Promise.all([self.skipWaiting(), keepOfflinePages()]))
})
clientsClaim()

// A page that was opened before this worker was there brings its address and those of its files.
self.addEventListener('message', (event) => {
  const { page, files } = (event as MessageEvent<{ page?: string; files?: string[] }>).data ?? {}
  if (typeof page !== 'string' || !Array.isArray(files)) return
  const fetchFile = async (file: string) => {
    const request = new Request(file)
    const [answer, done] = assets.handleAll({ event: event as never, request })
    await Promise.all([answer, done])
  }
  const kept = Promise.allSettled([keepPage(page), ...files.map(fetchFile)])
  ;(event as Waiting).waitUntil(kept.then(() => keepOpenLessons(page)))
})
