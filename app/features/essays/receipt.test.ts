import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readReceipt, receiptFor, textHash } from './receipt.server.ts'

const SECRET = 'a secret of the server, long enough'

const receipts = fc
  .record({
    attemptId: fc.uuid(),
    revision: fc.nat(),
    text: fc.string({ unit: 'grapheme' }),
    savedAt: fc.date({ min: new Date(0), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true }),
  })
  .map(({ text, ...facts }) => ({ ...facts, sha256: textHash(text) }))

test('a receipt that was not touched says what it covers', () => {
  fc.assert(
    fc.property(receipts, (facts) => {
      expect(readReceipt(receiptFor(facts, SECRET), SECRET)).toEqual({ ok: true, value: facts })
    }),
  )
})

test('blanks and line breaks of a mail do not touch a receipt', () => {
  fc.assert(
    fc.property(receipts, fc.array(fc.nat(170), { maxLength: 5 }), (facts, breaks) => {
      let text = receiptFor(facts, SECRET)
      for (const at of breaks) text = `${text.slice(0, at)}\r\n ${text.slice(at)}`
      expect(readReceipt(text, SECRET)).toEqual({ ok: true, value: facts })
    }),
  )
})

test('a receipt in which one sign is another, missing, or one too many is none', () => {
  const sign = fc.constantFrom(...'0123456789abcdefABCDEFzZTx.-_+/=:')
  fc.assert(
    fc.property(receipts, fc.nat(), sign, fc.constantFrom(0, 1, 2), (facts, place, other, kind) => {
      const receipt = receiptFor(facts, SECRET)
      const at = place % receipt.length
      const [before, after] = [receipt.slice(0, at), receipt.slice(at + 1)]
      const forged = [before + other + after, before + after, before + other + receipt.slice(at)][kind] ?? ''
      fc.pre(forged !== receipt)
      expect(readReceipt(forged, SECRET).ok).toBe(false)
    }),
    { numRuns: 2_000 },
  )
})

test('facts of one receipt with the seal of another, or another secret, are refused', () => {
  fc.assert(
    fc.property(receipts, receipts, (one, two) => {
      const [first, second] = [receiptFor(one, SECRET), receiptFor(two, SECRET)]
      fc.pre(first !== second)
      const cut = first.lastIndexOf('.')
      const mixed = first.slice(0, cut) + second.slice(second.lastIndexOf('.'))
      expect(readReceipt(mixed, SECRET)).toEqual({ ok: false, reason: 'not_ours' })
      expect(readReceipt(first, `${SECRET}!`)).toEqual({ ok: false, reason: 'not_ours' })
    }),
  )
})

test('what is no receipt at all is refused, however long', () => {
  for (const text of [
    '',
    '.',
    '....',
    'receipt',
    'x'.repeat(100_000),
    `${'.'.repeat(1000)}`,
    '\u0000',
    'мәтін',
  ])
    expect(readReceipt(text, SECRET)).toEqual({ ok: false, reason: 'no_receipt' })
})
