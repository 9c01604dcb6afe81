import { Strategy, type StrategyHandler } from 'workbox-strategies'
import { checkOwner, PAGE_CACHE } from './cache-owner.ts'
import { offlinePage } from './offline-page.ts'
import { PREFETCH_HEADER } from './prefetch-header.ts'

// How long (ms) to wait for the network where a cached copy could be shown instead.
const NETWORK_TIMEOUT = 10_000
const CACHEABLE = /^\/(?:essays\/[^/]+\/write|lessons\/[^/]+)$/

// The query and the anchor do not change the page.
const keyOf = (address: string): string | null => {
  const { origin, pathname } = new URL(address)
  return CACHEABLE.test(pathname) ? origin + pathname : null
}

type Put = (key: string, answer: Response) => Promise<unknown>
const put: Put = async (key, answer) => (await caches.open(PAGE_CACHE)).put(key, answer)

async function updateCache(address: string, answer: Response, store: Put): Promise<void> {
  await checkOwner(answer)
  const key = keyOf(address)
  if (!key) return
  const personal = /^[^-]/.test(answer.headers.get('X-Alqa-Person') ?? '')
  if (personal && answer.status === 200 && !answer.redirected) await store(key, answer)
  // A redirect, or no longer accessible: the cached copy would be wrong.
  else await (await caches.open(PAGE_CACHE)).delete(key)
}

/** Fetches a page and caches it: one that was opened before this worker was installed, or a lesson in advance. */
export async function cachePage(address: string): Promise<void> {
  if (!keyOf(address)) return
  await updateCache(
    address,
    await fetch(address, { redirect: 'manual', headers: { [PREFETCH_HEADER]: '1' } }),
    put,
  )
}

/** The same page with `data-cached` on its root element: its text and its clock are from an earlier load. */
async function asCachedCopy(cached: Response): Promise<Response> {
  const html = await cached.text()
  const headers = new Headers(cached.headers)
  headers.delete('Content-Encoding')
  headers.delete('Content-Length')
  return new Response(html.replace('<html', '<html data-cached'), { headers })
}

/** Network first; the cached copy only where the network gives no answer or a server error. */
export class PageStrategy extends Strategy {
  override async _handle(request: Request, handler: StrategyHandler): Promise<Response> {
    const key = keyOf(request.url)
    const cached = key ? await handler.cacheMatch(key) : undefined
    const fetched = handler.fetch(request).then(
      (answer) => answer,
      () => undefined,
    )
    void handler.waitUntil(
      fetched.then((answer) =>
        answer && answer.status < 500
          ? updateCache(request.url, answer.clone(), (at, page) => handler.cachePut(at, page))
          : undefined,
      ),
    )
    const answer = await (cached ? Promise.race([fetched, networkTimeout()]) : fetched)
    if (answer && (answer.status < 500 || !cached)) return answer
    return cached ? asCachedCopy(cached) : offlinePage()
  }
}

const networkTimeout = () =>
  new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), NETWORK_TIMEOUT))
