import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { openLocalCopy } from './local-copy.ts'
import { openSending } from './sending.ts'
import { openCore } from './sync-core.ts'
import type { SyncState } from './sync-options.ts'
import type { Timers } from './timers.ts'

const address = '/api/drafts/0a7c4c3e-2c0e-4f3a-9d53-3a5d1f3f2b11'
const id = address.split('/').at(-1)
const text = 'Сот шешімді өзгеріссіз қалдырды.'

const receipt = (words: string, revision = 1) =>
  `${id}.${revision}.${createHash('sha256').update(words).digest('hex')}.2026-11-24T05:00:00.000Z.${'s'.repeat(43)}`

/** A page with `text` on it, whose server answers a save by `body` with `status`. */
async function pageAnswered(body: unknown, status = 200) {
  const device = new Map<string, unknown>()
  const storage = {
    get: async <T>(key: string) => device.get(key) as T | undefined,
    update: async <T>(key: string, change: (old: T | undefined) => T) =>
      void device.set(key, change(device.get(key) as T | undefined)),
  }
  const copy = openLocalCopy(address, 'page', storage)
  const states: SyncState['kind'][] = []
  const core = openCore({
    address,
    editor: 'page',
    revision: 0,
    saved: '',
    read: () => text,
    write: () => {},
    copy,
    // Nothing is tried again: each test hears one answer.
    timers: { setTimeout: () => null, clearTimeout: () => {}, Math } as Timers,
    fetch: async () => Response.json(body, { status }),
    onState: ({ kind }) => states.push(kind),
    onSaved: () => {},
    onConflict: async () => {},
    onAnswer: () => {},
    onPresence: () => {},
  })
  await openSending(core, () => {}).push()
  const copies = Object.values((device.get(`alqa:${address}`) ?? {}) as Record<string, { text: string }>)
  return {
    behind: core.isBehind(),
    copies: copies.map((one) => one.text),
    receipts: await copy.receipts(),
    states,
  }
}

test('sync: a receipt for these words frees the copy on the device', async () => {
  const page = await pageAnswered({ revision: 1, receipt: receipt(text) })
  expect(page).toMatchObject({ behind: false, copies: [], receipts: [receipt(text)] })
  expect(page.states.at(-1)).toBe('server')
})

test.each<[name: string, body: unknown]>([
  ['a page of a network that wants to be paid', '<html></html>'],
  ['an answer without a receipt', { revision: 1 }],
  ['a receipt for other words', { revision: 1, receipt: receipt('Басқа мәтін.') }],
  ['a receipt for another revision', { revision: 2, receipt: receipt(text, 1) }],
])('sync: %s is no receipt, though it says 200: the words stay on the device', async (_name, body) => {
  const page = await pageAnswered(body)
  expect(page).toMatchObject({ behind: true, copies: [text], receipts: [] })
  expect(page.states).not.toContain('server')
})
