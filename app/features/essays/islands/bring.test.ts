import { createHash } from 'node:crypto'
import { afterEach, expect, test, vi } from 'vitest'
import { bring } from './bring.ts'

const address = '/api/drafts/0a7c4c3e-2c0e-4f3a-9d53-3a5d1f3f2b11'
const kept = { text: 'Қалған сөздер.', revision: 3, sent: [] }
const sha256 = createHash('sha256').update(kept.text).digest('hex')
const receipt = `${address.split('/').at(-1)}.4.${sha256}.2026-11-24T05:00:00.000Z.seal`

afterEach(() => vi.unstubAllGlobals())

test.each<[name: string, status: number, body: unknown, fate: string]>([
  ['a receipt for these words', 200, { revision: 4, receipt }, 'away'],
  ['a 200 without a receipt', 200, {}, 'here'],
  [
    'a receipt for other words',
    200,
    { revision: 4, receipt: receipt.replace(sha256, '0'.repeat(64)) },
    'here',
  ],
  ['a conflict in which the text was stored', 409, { kept: true }, 'away'],
  ['a conflict in which it was not', 409, { kept: false }, 'here'],
  ['too late, and kept for staff', 423, { kept: true }, 'away'],
  ['too late', 423, { kept: false }, 'here'],
  ['a session that is over', 401, {}, 'here'],
  ['a draft of somebody else', 404, {}, 'foreign'],
])('words left on the device: after %s', async (_name, status, body, fate) => {
  vi.stubGlobal('fetch', async () => Response.json(body, { status }))
  expect(await bring(address, kept)).toBe(fate)
})

test('words left on the device: without a line they stay', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('no line')
  })
  expect(await bring(address, kept)).toBe('here')
})
