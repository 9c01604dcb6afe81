import { delMany, entries } from 'idb-keyval'
import { CacheExpiration } from 'workbox-expiration'

/** The cache of pages; it holds pages of one person at a time. */
export const PAGE_CACHE = 'alqa-pages-1'

const STATE = 'alqa-state'
const OWNER = '/owner'

type CacheOwner = { person: string; language: string }

/** Whose pages are cached, and in which language; null before the first page. */
export async function cacheOwner(): Promise<CacheOwner | null> {
  const found = await (await caches.open(STATE)).match(OWNER)
  return found ? ((await found.json()) as CacheOwner) : null
}

const DRAFTS = 'alqa:/api/drafts/'
const OWN_PREFIXES = ['alqa:page:', 'alqa-receipts:']

/**
 * Compares the person a response was made for with the owner of the cache. Where they differ, everything personal on
 * the device is deleted, except drafts that no server has yet; those are shown to their writer alone.
 */
export async function checkOwner(answer: Response): Promise<void> {
  const person = answer.headers.get('X-Alqa-Person')
  if (!person) return
  const before = await cacheOwner()
  const language = answer.headers.get('Content-Language') ?? before?.language ?? ''
  if (before?.person === person && before.language === language) return
  if (before && before.person !== person) await clearPersonalData()
  await (await caches.open(STATE)).put(OWNER, Response.json({ person, language } satisfies CacheOwner))
}

async function clearPersonalData(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith('alqa-pages'))
  await Promise.all(names.map((name) => caches.delete(name)))
  // Workbox stores the cached addresses in a database of its own.
  await new CacheExpiration(PAGE_CACHE, { maxEntries: 1 }).delete()
  const stored = await entries<string, object>()
  // An entry without texts still says that there was an essay.
  const isPersonal = ([key, value]: [string, object]) =>
    OWN_PREFIXES.some((start) => key.startsWith(start)) ||
    (key.startsWith(DRAFTS) && Object.keys(value).length === 0)
  await delMany(stored.filter(isPersonal).map(([key]) => key))
}
