import type { Page } from '@playwright/test'
import { demo, expect, test } from '#tests/setup/browser.ts'
import { seedWriter } from '#tests/setup/e2e-writers.ts'

const MOST = 0.1
const WIDE = { width: 1280, height: 800 }
const sizes = [{ width: 360, height: 740 }, WIDE]

/** The sum of the layout shifts of a page that comes over a slow line (400 kbit/s, 300 ms), nothing cached. */
async function shiftOf(page: Page, address: string): Promise<number> {
  const line = await page.context().newCDPSession(page)
  await line.send('Network.enable')
  await line.send('Network.clearBrowserCache')
  await line.send('Network.setBypassServiceWorker', { bypass: true })
  const slow = { offline: false, latency: 300, downloadThroughput: 50_000, uploadThroughput: 50_000 }
  await line.send('Network.emulateNetworkConditions', slow)
  await page.addInitScript(() => {
    const seen = { sum: 0 }
    Object.assign(window, { seen })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.sum += (entry as unknown as { value: number }).value
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await page.goto(address, { waitUntil: 'networkidle' })
  await page.evaluate(async () => {
    await document.fonts.ready
    // Shifts of the last frame are told after the frame that follows it.
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame)
  })
  return page.evaluate(() => (window as unknown as { seen: { sum: number } }).seen.sum)
}

for (const viewport of sizes) {
  test(`layout shift: the writing page stays in place on a slow line, ${viewport.width} px`, async ({
    as,
    ask,
  }) => {
    const writer = await seedWriter(ask, 'judgment', `shift${viewport.width}`)
    const page = await as(writer, { viewport })
    expect(await shiftOf(page, '/essays/judgment/write')).toBeLessThanOrEqual(MOST)
  })
}

test('layout shift: the marking screen stays in place on a slow line', async ({ as }) => {
  const page = await as(demo('instructor'), { viewport: WIDE })
  await page.goto('/grade')
  await page.getByRole('button', { name: 'Take the next one' }).click()
  await expect(page).toHaveURL(/\/grade\/[0-9a-f-]{36}/)
  expect(await shiftOf(page, new URL(page.url()).pathname)).toBeLessThanOrEqual(MOST)
})
