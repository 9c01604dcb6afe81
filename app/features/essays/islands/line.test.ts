import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { openLine } from './line.ts'
import { pack } from './pack.ts'
import type { Timers } from './timers.ts'

const text = 'Сот шешімді күшінде қалдырды. '.repeat(300)

const asJson = (words: string) => JSON.stringify({ baseRevision: 0, text: words, editor: 'e' })

/** What a line with these powers sends. */
async function sent(words: string, leaving = false, packing: typeof pack | undefined = pack) {
  let init: RequestInit = {}
  const { put } = openLine({
    address: '/api/drafts/1',
    pack: packing,
    timers: globalThis as unknown as Timers,
    isOver: () => false,
    onAnswer: () => {},
    async fetch(_address, asked) {
      init = asked
      return Response.json({})
    },
  })
  await put({ baseRevision: 0, text: words, editor: 'e' }, leaving)
  return { body: init.body, encoding: new Headers(init.headers).get('Content-Encoding') }
}

test('a text is packed on its way and is the same when unpacked', async () => {
  const { body, encoding } = await sent(text)
  expect(encoding).toBe('gzip')
  const packed = Buffer.from(body as ArrayBuffer)
  expect(packed.length).toBeLessThan(2_000)
  expect(gunzipSync(packed).toString()).toBe(asJson(text))
})

test('where a browser cannot pack, or fails at it, the text goes as it is', async () => {
  const plain = { body: asJson(text), encoding: null }
  expect(await sent(text, false, async () => null)).toEqual(plain)
  expect(await sent(text, false, () => Promise.reject(new Error('no')))).toEqual(plain)
})

test('a page that goes away sends at once, and what is small is not packed', async () => {
  const leaving = sent(text, true, () => new Promise(() => {}))
  expect(await leaving).toEqual({ body: asJson(text), encoding: null })
  expect(await sent('сөз')).toEqual({ body: asJson('сөз'), encoding: null })
})
