import { createHash } from 'node:crypto'
import { afterEach, expect, test, vi } from 'vitest'
import { uploadDraft, uploadUnsent } from './upload-unsent.ts'

const address = '/api/drafts/0a7c4c3e-2c0e-4f3a-9d53-3a5d1f3f2b11'
const kept = { text: 'Қалған сөздер.', revision: 3, sent: [] }
const sha256 = createHash('sha256').update(kept.text).digest('hex')
const receipt = `${address.split('/').at(-1)}.4.${sha256}.2026-11-24T05:00:00.000Z.${'s'.repeat(43)}`

afterEach(() => vi.unstubAllGlobals())

test.each<[name: string, status: number, body: unknown, fate: string]>([
  ['a receipt for these words', 200, { revision: 4, receipt }, 'uploaded'],
  ['a 200 without a receipt', 200, {}, 'unsent'],
  [
    'a receipt for other words',
    200,
    { revision: 4, receipt: receipt.replace(sha256, '0'.repeat(64)) },
    'unsent',
  ],
  ['a conflict in which the text was stored', 409, { kept: true }, 'uploaded'],
  ['a conflict in which it was not', 409, { kept: false }, 'unsent'],
  ['too late, and kept for staff', 423, { kept: true }, 'uploaded'],
  ['too late', 423, { kept: false }, 'unsent'],
  ['a session that is over', 401, {}, 'unsent'],
  ['a draft of somebody else', 404, {}, 'foreign'],
])('words left on the device: after %s', async (_name, status, body, fate) => {
  vi.stubGlobal('fetch', async () => Response.json(body, { status }))
  expect(await uploadUnsent(address, kept)).toBe(fate)
})

test('words left on the device: without a line they stay', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('no line')
  })
  expect(await uploadUnsent(address, kept)).toBe('unsent')
})

test('words left on the device: only the texts that the server has stored go, not what another page stores meanwhile', async () => {
  const key = `alqa:${address}`
  const other = { text: 'Басқа беттің сөздері.', revision: 3, sent: [] }
  const device = new Map<string, unknown>([[key, { one: kept, 'one~1': kept, two: other }]])
  const storage = {
    get: async <T>(name: string) => device.get(name) as T | undefined,
    update: async <T>(name: string, change: (old: T | undefined) => T) =>
      void device.set(name, change(device.get(name) as T | undefined)),
  }
  const meanwhile = { text: 'Жаңа сөздер.', revision: 3, sent: [] }
  vi.stubGlobal('fetch', async (_address: string, { body }: { body: string }) => {
    device.set(key, { ...(device.get(key) as object), three: meanwhile })
    const isKept = JSON.parse(body).text === kept.text
    return Response.json(isKept ? { revision: 4, receipt } : {}, { status: isKept ? 200 : 503 })
  })
  expect(await uploadDraft(address, [kept, other], storage)).toEqual(['uploaded', 'unsent'])
  expect(device.get(key)).toEqual({ two: other, three: meanwhile })
})
