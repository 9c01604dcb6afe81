import type { Browser, CDPSession } from '@playwright/test'
import { leaveText, openWritingPage, typeKeys } from './writing-page.ts'
import type { WritingSite } from './writing-site.ts'

const WORDS = 1_500

/** Bytes of one save with every header, over HTTP/1.1; `request` and `answer` are medians. */
export type SaveBytes = {
  saves: number
  words: number
  median: number
  max: number
  request: number
  answer: number
}

type Size = { request: number; answer: number }

/** Lets the page save so many times, a few letters after each other, and weighs what goes over the line. */
export async function bytesPerSave(browser: Browser, site: WritingSite, saves: number): Promise<SaveBytes> {
  const writing = await openWritingPage(browser, site, { words: WORDS, slower: 1 })
  const next = await weighPuts(writing.tools)
  const sizes: Size[] = []
  while (sizes.length < saves) {
    const size = next()
    await writing.page.locator('textarea[name=text]').focus()
    await typeKeys(writing, 10, 0)
    await leaveText(writing.page)
    sizes.push(await size)
  }
  await writing.close()
  const sorted = (of: (size: Size) => number) => sizes.map(of).sort((a, b) => a - b)
  const median = (of: (size: Size) => number) => sorted(of)[Math.floor(saves / 2)] ?? 0
  const both = ({ request, answer }: Size) => request + answer
  return {
    saves,
    words: WORDS,
    median: median(both),
    max: sorted(both).at(-1) ?? 0,
    request: median(({ request }) => request),
    answer: median(({ answer }) => answer),
  }
}

/** Answers a function that waits for the next save and tells its size. */
async function weighPuts(tools: CDPSession): Promise<() => Promise<Size>> {
  const requests = new Map<string, number>()
  const puts = new Set<string>()
  let tell: (size: Size) => void = () => {}
  tools.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (request.method === 'PUT') puts.add(requestId)
  })
  tools.on('Network.requestWillBeSentExtraInfo', ({ requestId, headers }) => {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    const body = Number(headers['Content-Length'] ?? headers['content-length'] ?? 0)
    requests.set(requestId, lines.join('').length + '\r\n'.length + body)
  })
  tools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const request = requests.get(requestId)
    if (puts.has(requestId) && request) tell({ request, answer: encodedDataLength })
  })
  await tools.send('Network.enable')
  return () =>
    new Promise((resolve, reject) => {
      tell = resolve
      setTimeout(() => reject(new Error('the page has not saved for 20 s')), 20_000).unref()
    })
}
