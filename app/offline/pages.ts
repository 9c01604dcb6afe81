import { Strategy, type StrategyHandler } from 'workbox-strategies'
import { KEEPING } from './keeping.ts'
import { offlinePage } from './offline-page.ts'
import { meet, PAGES } from './whose.ts'

// A line that says nothing for so long (ms) is no line, if there is a page to show instead.
const PATIENCE = 10_000
const KEPT = /^\/(?:essays\/[^/]+\/write|lessons\/[^/]+)$/

// Questions and anchors of an address are the same page.
const keyOf = (address: string): string | null => {
  const { origin, pathname } = new URL(address)
  return KEPT.test(pathname) ? origin + pathname : null
}

type Put = (key: string, answer: Response) => Promise<unknown>
const put: Put = async (key, answer) => (await caches.open(PAGES)).put(key, answer)

async function remember(address: string, answer: Response, keep: Put): Promise<void> {
  await meet(answer)
  const key = keyOf(address)
  if (!key) return
  const hers = /^[^-]/.test(answer.headers.get('X-Alqa-Person') ?? '')
  if (hers && answer.status === 200 && !answer.redirected) await keep(key, answer)
  // It led elsewhere, or is not hers any more: what was kept would be wrong.
  else await (await caches.open(PAGES)).delete(key)
}

/** Fetches and keeps a page that was opened before the worker came. */
export async function keepPage(address: string): Promise<void> {
  if (!keyOf(address)) return
  await remember(address, await fetch(address, { redirect: 'manual', headers: { [KEEPING]: '1' } }), put)
}

/** The same page with a mark that it comes from this device: its words and its time are of an earlier hour. */
async function marked(kept: Response): Promise<Response> {
  const html = await kept.text()
  const headers = new Headers(kept.headers)
  headers.delete('Content-Encoding')
  headers.delete('Content-Length')
  return new Response(html.replace('<html', '<html data-kept'), { headers })
}

/** The network first, always; what the device keeps only where there is no answer or a broken one. */
export class PageStrategy extends Strategy {
  override async _handle(request: Request, handler: StrategyHandler): Promise<Response> {
    const key = keyOf(request.url)
    const kept = key ? await handler.cacheMatch(key) : undefined
    const fetched = handler.fetch(request).then(
      (answer) => answer,
      () => undefined,
    )
    void handler.waitUntil(
      fetched.then((answer) =>
        answer && answer.status < 500
          ? remember(request.url, answer.clone(), (at, page) => handler.cachePut(at, page))
          : undefined,
      ),
    )
    const answer = await (kept ? Promise.race([fetched, silence()]) : fetched)
    if (answer && (answer.status < 500 || !kept)) return answer
    return kept ? marked(kept) : offlinePage()
  }
}

const silence = () => new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), PATIENCE))
