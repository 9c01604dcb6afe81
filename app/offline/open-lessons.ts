import { keepPage } from './pages.ts'
import { PAGES } from './whose.ts'

declare const navigator: { connection?: { saveData?: boolean } }
declare const location: { origin: string }

// Where the course is read: from there it is known which lessons have opened.
const READING = /^\/(?:today|calendar|lessons\/[^/]+)$/
const LESSON = /href="(\/lessons\/[^"?#]+)"/g
const HOUR = 3_600_000

// When that was done last; it lies among the pages and goes with them.
const DONE = '/kept-at'

/**
 * Keeps the lessons of the days that have opened, one after the other and at most once in an hour, so that they can be
 * read without a line although nobody has opened them here yet. Not where somebody saves data.
 */
export async function keepOpenLessons(address: string): Promise<void> {
  if (!READING.test(new URL(address).pathname) || navigator.connection?.saveData) return
  const pages = await caches.open(PAGES)
  const done = Number(await (await pages.match(DONE))?.text())
  if (Math.abs(Date.now() - done) < HOUR) return
  await pages.put(DONE, new Response(String(Date.now())))
  const calendar = await fetch('/calendar', { redirect: 'manual' })
  if (!calendar.ok) return
  // Only what is open is a link there.
  const lessons = new Set(
    [...(await calendar.text()).matchAll(LESSON)].map(([, path]) => location.origin + path),
  )
  for (const lesson of lessons) if (!(await pages.match(lesson))) await keepPage(lesson)
}
