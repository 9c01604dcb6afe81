import { cacheOwner } from './cache-owner.ts'

const CACHE = 'alqa-offline-1'
const LANGUAGES = ['kk', 'ru', 'en']
const addressIn = (language: string): string => `/offline?lang=${language}`

/** Caches the "you are offline" page in every language. */
export async function cacheOfflinePages(): Promise<void> {
  const cache = await caches.open(CACHE)
  await cache.addAll(LANGUAGES.map((language) => new Request(addressIn(language), { cache: 'reload' })))
}

/** The answer for a page that is not cached: says so in the reader's language and links the pages that are. */
export async function offlinePage(): Promise<Response> {
  const preferred = [(await cacheOwner())?.language, navigator.language.slice(0, 2)]
  const language = preferred.find((one) => one && LANGUAGES.includes(one)) ?? 'ru'
  const page = await (await caches.open(CACHE)).match(addressIn(language))
  if (!page) return Response.error()
  const items = await cachedPageLinks()
  const html = await page.text()
  const filled =
    items.length === 0 ? html : html.replace(' hidden', '').replace('<ul></ul>', `<ul>${items.join('')}</ul>`)
  return new Response(filled, { status: 503, headers: page.headers })
}

async function cachedPageLinks(): Promise<string[]> {
  const items: string[] = []
  for (const name of (await caches.keys()).filter((one) => one.startsWith('alqa-pages'))) {
    const pages = await caches.open(name)
    for (const request of await pages.keys()) {
      const html = await (await pages.match(request))?.text()
      // Both come out of a page of ours and are escaped already.
      const title = /<title>([^<]*)<\/title>/.exec(html ?? '')?.[1]?.replace(/ · Alqa$/, '')
      if (title) items.push(`<li><a href="${new URL(request.url).pathname}">${title}</a></li>`)
    }
  }
  return items
}
