import { mkdirSync } from 'node:fs'
import { chromium, type Page } from '@playwright/test'
import { ensureBuilt } from '#app/commands/build.mjs'
import { SEED_PASSWORD } from '#db/seeds/people.ts'
import { startDemo } from './running-demo.ts'

// `npm run screenshots`: the pictures of the README, taken from a fresh demo.
const FOLDER = 'public/readme'

await ensureBuilt()
mkdirSync(FOLDER, { recursive: true })
const demo = await startDemo()
const browser = await chromium.launch({
  executablePath: process.env.ALQA_CHROMIUM || '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
  ],
})
try {
  const today = await open('participant', { width: 360, height: 740 })
  await today.screenshot({ path: `${FOLDER}/today.png` })
  const grade = await open('instructor', { width: 1440, height: 580 })
  await grade.goto(`${demo.origin}/grade`)
  await grade.locator('main form[method=post] button').first().click()
  await grade.waitForURL(/\/grade\/[0-9a-f-]{36}$/)
  for (const points of ['4', '3', '4']) {
    await grade.keyboard.press(points)
    await grade.keyboard.press('ArrowDown')
  }
  await comment(grade)
  await grade.screenshot({ path: `${FOLDER}/grade.png` })
} finally {
  await browser.close()
  await demo.end()
}

async function open(name: string, viewport: { width: number; height: number }): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: 'ru-RU', colorScheme: 'light' })
  const page = await context.newPage()
  await page.goto(`${demo.origin}/sign-in`)
  await page.locator('input[name=email]').fill(`${name}@demo.test`)
  await page.locator('input[name=password]').fill(SEED_PASSWORD)
  await page.locator('main form button').click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
  await page.waitForLoadState('networkidle')
  return page
}

/** One comment on the first sentence of the essay. */
async function comment(page: Page): Promise<void> {
  await page.locator('[data-essay]').evaluate((essay) => {
    const words = document.createTreeWalker(essay, NodeFilter.SHOW_TEXT).nextNode()
    const end = (words?.textContent ?? '').indexOf('.') + 1
    if (words) getSelection()?.setBaseAndExtent(words, 0, words, end || 20)
  })
  await page.keyboard.press('c')
  await page.keyboard.type('Начните с вывода: читатель должен сразу видеть ответ.')
  // Leaving the field is a change, too.
  await page.locator('h1').click()
  const state = page.locator('[data-state]')
  await state.filter({ hasNotText: /\d\d:\d\d/ }).waitFor()
  await state.filter({ hasText: /\d\d:\d\d/ }).waitFor()
}
