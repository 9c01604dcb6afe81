import { expect, test, vi } from 'vitest'
import { memoryStorage, textsOn } from '#tests/chaos/memory-storage.ts'
import { receiptFor, textHash } from '../receipt.server.ts'
import { openLocalCopy } from './local-copy.ts'
import { openSync } from './sync.ts'
import type { SyncState } from './sync-options.ts'

const attemptId = '7c0de8f4-6c5c-4f4c-9a70-2a4f3c1b9d10'
const address = `/api/drafts/${attemptId}`
const WORDS = 'Именем Республики'

const receipt = (text = WORDS, revision = 2, attempt = attemptId) =>
  receiptFor({ attemptId: attempt, revision, sha256: textHash(text), savedAt: new Date(0) }, 'a secret')

/** A page whose words the server does not have yet, and a server that answers every text with 200 and `answers`. */
function openPage(answers: unknown[]) {
  const device = new Map<string, unknown>()
  const said: SyncState[] = []
  const onSaved = vi.fn()
  const sent: string[] = []
  const sync = openSync({
    address,
    editor: 'page',
    revision: 1,
    saved: '',
    copy: openLocalCopy(address, 'page', memoryStorage(device)),
    read: () => WORDS,
    write: () => {},
    onState: (state) => said.push(state),
    onSaved,
    onConflict: async () => {},
    onAnswer: () => {},
    onPresence: () => {},
    fetch: async (_to, init) => {
      sent.push(JSON.parse(String(init.body)).text)
      return Response.json(answers.shift() ?? null)
    },
    // Nothing is tried again by itself.
    timers: { setTimeout: () => 0, clearTimeout: () => {}, Math },
  })
  const last = () => said.at(-1)
  const save = async () => {
    const before = sent.length
    sync.saveNow()
    await vi.waitFor(() => {
      expect(sent).toHaveLength(before + 1)
      expect(['refused', 'server']).toContain(last()?.kind)
    })
  }
  return { device, said, last, onSaved, sync, save }
}

test.each<[name: string, answer: unknown]>([
  ['the page of a hotspot', 'welcome'],
  ['JSON of something else', { ok: true }],
  ['a revision without a receipt', { revision: 2 }],
  ['a revision that is no number', { revision: '2', receipt: receipt() }],
  ['the receipt of another revision', { revision: 2, receipt: receipt(WORDS, 1) }],
  ['the receipt of another text', { revision: 2, receipt: receipt('Другие слова') }],
  ['the receipt of another draft', { revision: 2, receipt: receipt(WORDS, 2, attemptId.replace('7', '8')) }],
  ['a receipt without its seal', { revision: 2, receipt: receipt().replace(/\.[^.]*$/, '') }],
  ['a receipt that was cut', { revision: 2, receipt: receipt().slice(0, -1) }],
])('sync: after 200 with %s the words count as not saved and stay on the device', async (_name, answer) => {
  const page = openPage([answer, { revision: 2, receipt: receipt() }])
  await page.save()
  expect(page.last()).toEqual({ kind: 'refused', reason: 'failed' })
  expect(page.said.map(({ kind }) => kind)).not.toContain('server')
  expect(page.onSaved).not.toHaveBeenCalled()
  expect(page.sync.isBehind()).toBe(true)
  expect(page.sync.revision()).toBe(1)
  await vi.waitFor(() => expect(textsOn(page.device)).toEqual([WORDS]))
  // The same words go again, and a true receipt frees them.
  await page.save()
  await vi.waitFor(() => expect(page.last()).toEqual({ kind: 'server' }))
  expect(page.onSaved).toHaveBeenCalledExactlyOnceWith(WORDS, 2, receipt())
  expect(page.sync.isBehind()).toBe(false)
  expect(textsOn(page.device)).toEqual([])
  page.sync.stop()
})
