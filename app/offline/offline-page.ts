import { whose } from './whose.ts'

const CACHE = 'alqa-offline-1'
const LANGUAGES = ['kk', 'ru', 'en']
const addressIn = (language: string): string => `/offline?lang=${language}`

/** Keeps the page that says "no line" in every language. */
export async function keepOfflinePages(): Promise<void> {
  const cache = await caches.open(CACHE)
  await cache.addAll(LANGUAGES.map((language) => new Request(addressIn(language), { cache: 'reload' })))
}

/** Stands in for a page that the device does not have: says so in her language, and names those that it has. */
export async function offlinePage(): Promise<Response> {
  const spoken = [(await whose())?.language, navigator.language.slice(0, 2)]
  const language = spoken.find((one) => one && LANGUAGES.includes(one)) ?? 'ru'
  const page = await (await caches.open(CACHE)).match(addressIn(language))
  if (!page) return Response.error()
  const items = await keptPages()
  const html = await page.text()
  const filled =
    items.length === 0 ? html : html.replace(' hidden', '').replace('<ul></ul>', `<ul>${items.join('')}</ul>`)
  return new Response(filled, { status: 503, headers: page.headers })
}

async function keptPages(): Promise<string[]> {
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
