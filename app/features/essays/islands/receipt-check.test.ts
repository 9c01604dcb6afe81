import { expect, test } from 'vitest'
import { receiptFor, textHash } from '../receipt.server.ts'
import { covers, hasConflictCopy } from './receipt-check.ts'

const attemptId = '7c0de8f4-6c5c-4f4c-9a70-2a4f3c1b9d10'
const address = `/api/drafts/${attemptId}`
const receipt = (text: string, revision = 4, attempt = attemptId) =>
  receiptFor({ attemptId: attempt, revision, sha256: textHash(text), savedAt: new Date(0) }, 'a secret')

test('receipt check: exactly this text of this draft is covered, in the form of the server', async () => {
  expect(await covers({ revision: 4, receipt: receipt('йод') }, address, 'и\u0306од')).toBe(true)
})

test.each<[name: string, answer: unknown]>([
  ['no answer', null],
  ['the page of a hotspot', 'welcome'],
  ['JSON of something else', { ok: true }],
  ['a revision without a receipt', { revision: 4 }],
  ['a receipt without a revision', { receipt: receipt('text') }],
  ['a word in place of a receipt', { revision: 4, receipt: 'yes' }],
  ['the receipt of another text', { revision: 4, receipt: receipt('other') }],
  ['the receipt of another revision', { revision: 5, receipt: receipt('text', 4) }],
  ['the receipt of another draft', { revision: 4, receipt: receipt('text', 4, attemptId.replace('7', '8')) }],
])('receipt check: %s covers nothing', async (_name, answer) => {
  expect(await covers(answer, address, 'text')).toBe(false)
})

test('receipt check: a conflict names the text that is there, and says that the other one is stored', () => {
  expect(hasConflictCopy({ status: 409, body: { text: 'theirs', kept: true } })).toBe(true)
  for (const answer of [
    null,
    { status: 409, body: null },
    { status: 409, body: { kept: true } },
    { status: 409, body: { text: 'theirs', kept: false } },
    { status: 200, body: { text: 'theirs', kept: true } },
  ])
    expect(hasConflictCopy(answer)).toBe(false)
})
