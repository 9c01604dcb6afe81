import { PAGE_CACHE } from './cache-owner.ts'
import { cachePage } from './page-cache.ts'

declare const navigator: { connection?: { saveData?: boolean } }
declare const location: { origin: string }

// Pages of the course after which lessons are prefetched.
const READING = /^\/(?:today|calendar|lessons\/[^/]+)$/
const LESSON = /href="(\/lessons\/[^"?#]+)"/g
const HOUR = 3_600_000

// When lessons were last prefetched; stored in the page cache, so it is deleted with the pages.
const PREFETCHED_AT = '/prefetched-at'

/**
 * Caches the lessons of the days that have opened, one after the other and at most once an hour, so that they can be
 * read offline even where they were not opened on this device. Not where the browser asks to save data.
 */
export async function prefetchOpenLessons(address: string): Promise<void> {
  if (!READING.test(new URL(address).pathname) || navigator.connection?.saveData) return
  const pages = await caches.open(PAGE_CACHE)
  const done = Number(await (await pages.match(PREFETCHED_AT))?.text())
  if (Math.abs(Date.now() - done) < HOUR) return
  await pages.put(PREFETCHED_AT, new Response(String(Date.now())))
  const calendar = await fetch('/calendar', { redirect: 'manual' })
  if (!calendar.ok) return
  // The calendar links only lessons that are open.
  const lessons = new Set(
    [...(await calendar.text()).matchAll(LESSON)].map(([, path]) => location.origin + path),
  )
  for (const lesson of lessons) if (!(await pages.match(lesson))) await cachePage(lesson)
}
