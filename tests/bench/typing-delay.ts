import { setTimeout as pause } from 'node:timers/promises'
import type { Browser, Page } from '@playwright/test'
import { goTo, openWritingPage, typeKeys } from './writing-page.ts'
import type { WritingSite } from './writing-site.ts'

const WORDS = 3_000
const SLOWER = 4
// A quick typist.
const PAUSE = 120

/** The goal: 95 of 100 keys are on the screen after so many milliseconds. */
export const TYPING_GOAL = { p95Ms: 50 }

/**
 * Milliseconds from the press of a key to the next painting (the browser's Event Timing: in steps of 8; what took less
 * than 16 counts as 16). `firstMs` is the very first key after loading.
 */
type Delays = { firstMs: number; p50Ms: number; p95Ms: number; maxMs: number }

/** Of the best round: other programs of the machine disturb. `p95OfRounds` are those of all. */
export type TypingDelay = Delays & { words: number; slower: number; keys: number; p95OfRounds: number[] }

/**
 * Types so many keys at the start, in the middle and at the end of a long text on a slowed CPU, each time with a rest
 * (milliseconds) in which the page saves.
 */
export async function typingDelay(
  browser: Browser,
  site: WritingSite,
  { keys, rounds, rest }: { keys: number; rounds: number; rest: number },
): Promise<TypingDelay> {
  const done: Delays[] = []
  for (let round = 0; round < rounds; round++) done.push(await typeOnce(browser, site, keys / 6, rest))
  const p95OfRounds = done.map(({ p95Ms }) => p95Ms)
  const best = done[p95OfRounds.indexOf(Math.min(...p95OfRounds))] as Delays
  return { ...best, words: WORDS, slower: SLOWER, keys, p95OfRounds }
}

async function typeOnce(browser: Browser, site: WritingSite, keys: number, rest: number): Promise<Delays> {
  const writing = await openWritingPage(browser, site, { words: WORDS, slower: SLOWER })
  const { page } = writing
  await watchKeys(page)
  await page.locator('textarea[name=text]').focus()
  await typeKeys(writing, 1, PAUSE)
  const [firstMs = 0] = await delays(page, 1)
  for (const part of [0, 0.5, 1]) {
    await goTo(page, part)
    await typeKeys(writing, keys, PAUSE)
    await pause(rest)
    await typeKeys(writing, keys, PAUSE)
  }
  const all = (await delays(page, 1 + 6 * keys)).sort((a, b) => a - b)
  await writing.close()
  const at = (part: number) => all[Math.ceil(all.length * part) - 1] ?? 0
  return { firstMs, p50Ms: at(0.5), p95Ms: at(0.95), maxMs: at(1) }
}

type Watched = typeof globalThis & { keysPressed: number; keyDelays: number[] }

const watchKeys = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const here = globalThis as Watched
    Object.assign(here, { keysPressed: 0, keyDelays: [] })
    document.addEventListener('keydown', () => here.keysPressed++, { capture: true })
    const observer = new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries())
        if (name === 'keydown') here.keyDelays.push(duration)
    })
    observer.observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
  })

async function delays(page: Page, keys: number): Promise<number[]> {
  // The last entry comes after its painting.
  await pause(500)
  const [pressed, slow] = await page.evaluate(() => {
    const { keysPressed, keyDelays } = globalThis as Watched
    return [keysPressed, keyDelays] as const
  })
  if (pressed !== keys) throw new Error(`${keys} keys were typed, ${pressed} came`)
  return [...slow, ...Array<number>(Math.max(0, keys - slow.length)).fill(16)]
}
