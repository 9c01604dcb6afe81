import { type Browser, chromium } from '@playwright/test'

export type Wire = { requests: number; bytes: number }

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
]

/** Opens the browser that the tests use. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.ALQA_CHROMIUM || '/usr/bin/chromium', args })

/** What a browser with an empty cache loads for one view of a page: bytes as they come over the line. */
export async function firstView(browser: Browser, address: string, cookie: string): Promise<Wire> {
  const [name = '', value = ''] = cookie.split('=')
  const context = await browser.newContext({ locale: 'ru-RU', viewport: { width: 360, height: 740 } })
  await context.addCookies([{ name, value, url: new URL(address).origin }])
  const page = await context.newPage()
  const line = await context.newCDPSession(page)
  await line.send('Network.enable')
  const wire = { requests: 0, bytes: 0 }
  line.on('Network.loadingFinished', ({ encodedDataLength }) => {
    wire.requests += 1
    wire.bytes += encodedDataLength
  })
  const answer = await page.goto(address, { waitUntil: 'networkidle' })
  if (answer?.status() !== 200) throw new Error(`${address} was answered with ${answer?.status()}`)
  await context.close()
  return wire
}
