import { setTimeout as pause } from 'node:timers/promises'
import type { Browser, CDPSession, Page } from '@playwright/test'
import { essayOf } from './essay-texts.ts'
import { ask } from './load.ts'
import type { WritingSite } from './writing-site.ts'

const AREA = 'textarea[name=text]'
const LETTERS = 'қазақстанәділсоттыңшешімі'

/** The writing page of somebody who has begun an essay, in a browser. */
export type WritingPage = { page: Page; tools: CDPSession; close(): Promise<void> }

/** Opens the page with a text of so many words on a phone that is `slower` times slower than this machine. */
export async function openWritingPage(
  browser: Browser,
  site: WritingSite,
  { words, slower }: { words: number; slower: number },
): Promise<WritingPage> {
  const { address, cookie } = await site.beginOne()
  const body = JSON.stringify({ baseRevision: 0, text: essayOf(words) })
  const headers = { 'Content-Type': 'application/json' }
  const saved = await ask(site.web.port, { path: address, cookie, method: 'PUT', body, headers })
  if (saved.status !== 200) throw new Error(`the text was answered with ${saved.status}`)
  const [name = '', value = ''] = cookie.split('=')
  const context = await browser.newContext({ locale: 'ru-RU', viewport: { width: 360, height: 740 } })
  await context.addCookies([{ name, value, url: site.page }])
  const page = await context.newPage()
  const tools = await context.newCDPSession(page)
  await tools.send('Emulation.setCPUThrottlingRate', { rate: slower })
  const answer = await page.goto(site.page)
  if (answer?.status() !== 200) throw new Error(`the writing page was answered with ${answer?.status()}`)
  // Its script puts a class on the editor's form when it has found the page in order.
  await page.locator(`[data-size] ${AREA}:not([readonly])`).waitFor()
  return { page, tools, close: () => context.close() }
}

/** Puts the caret behind so much of the text (of one). */
export async function goTo(page: Page, part: number): Promise<void> {
  await page.locator(AREA).evaluate((area: HTMLTextAreaElement, at) => {
    area.focus()
    area.setSelectionRange(Math.floor(area.value.length * at), Math.floor(area.value.length * at))
  }, part)
}

/** Presses so many keys of a Kazakh keyboard, each `between` milliseconds after the last one was taken. */
export async function typeKeys({ tools }: WritingPage, count: number, between: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    const text = index % 7 === 6 ? ' ' : (LETTERS[index % LETTERS.length] ?? '')
    await tools.send('Input.dispatchKeyEvent', { type: 'keyDown', key: text, text, unmodifiedText: text })
    await tools.send('Input.dispatchKeyEvent', { type: 'keyUp', key: text })
    await pause(between)
  }
}

/** Leaves the text: the page saves at once. */
export const leaveText = (page: Page): Promise<void> => page.locator(AREA).blur()
