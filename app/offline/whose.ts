import { delMany, entries } from 'idb-keyval'
import { CacheExpiration } from 'workbox-expiration'

/** The cache of pages; there is never more than one person's in it. */
export const PAGES = 'alqa-pages-1'

const STATE = 'alqa-state'
const WHOSE = '/whose'

type Whose = { person: string; language: string }

/** Whose pages the device keeps, and in which language she reads; null before the first page. */
export async function whose(): Promise<Whose | null> {
  const found = await (await caches.open(STATE)).match(WHOSE)
  return found ? ((await found.json()) as Whose) : null
}

const DRAFTS = 'alqa:/api/drafts/'
const GONE = ['alqa:page:', 'alqa-receipts:']

/**
 * Reads from an answer who is signed in. Another person, or nobody any more: everything that was kept goes, except
 * words that are on no server yet; those stay under their essay and are shown to their writer alone.
 */
export async function meet(answer: Response): Promise<void> {
  const person = answer.headers.get('X-Alqa-Person')
  if (!person) return
  const before = await whose()
  const language = answer.headers.get('Content-Language') ?? before?.language ?? ''
  if (before?.person === person && before.language === language) return
  if (before && before.person !== person) await wipe()
  await (await caches.open(STATE)).put(WHOSE, Response.json({ person, language } satisfies Whose))
}

async function wipe(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith('alqa-pages'))
  await Promise.all(names.map((name) => caches.delete(name)))
  // Workbox notes beside the cache which addresses were in it.
  await new CacheExpiration(PAGES, { maxEntries: 1 }).delete()
  const kept = await entries<string, object>()
  // A shelf without words says only that there was an essay: that is nobody else's business either.
  const isGone = ([key, value]: [string, object]) =>
    GONE.some((start) => key.startsWith(start)) || (key.startsWith(DRAFTS) && Object.keys(value).length === 0)
  await delMany(kept.filter(isGone).map(([key]) => key))
}
