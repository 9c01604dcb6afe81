import { expect, test } from 'vitest'
import { newReceiptNumber } from './receipt.server.ts'
import { readReceiptNumber } from './receipt-number.ts'

const numbers = Array.from({ length: 200 }, () => newReceiptNumber(new Date('2026-11-24T04:00:00Z')))

test('a number is read however it was typed', () => {
  for (const number of numbers) {
    expect(readReceiptNumber(number)).toEqual({ ok: true, value: number })
    expect(readReceiptNumber(` ${number.toLowerCase().replaceAll('-', ' – ')}\n`)).toEqual({
      ok: true,
      value: number,
    })
  }
})

test('one wrong sign is noticed by the check sign', () => {
  for (const number of numbers) {
    const wrong = number.replace(/-(.)/, (_, sign) => `-${sign === 'K' ? 'M' : 'K'}`)
    expect(readReceiptNumber(wrong)).toEqual({ ok: false, reason: 'typo' })
    expect(readReceiptNumber(number.replace(/-./, '-U'))).toEqual({ ok: false, reason: 'typo' })
  }
})

test('two neighbouring signs that changed places are noticed, and none is taken for another', () => {
  for (const number of numbers) {
    const body = [...number.slice(5, 11)]
    expect(body).not.toContain('Z')
    for (let at = 0; at < 5; at++) {
      const swapped = body.with(at, body[at + 1] ?? '').with(at + 1, body[at] ?? '')
      const typed = `2026-${swapped.join('')}-${number.at(-1)}`
      if (typed !== number) expect(readReceiptNumber(typed)).toEqual({ ok: false, reason: 'typo' })
    }
  }
})

test('what has not the form of a number is none', () => {
  for (const text of [
    '',
    '2026',
    '2026-K7M2QX',
    'R-1',
    '2026-K7M2QX-DD',
    'x'.repeat(10_000),
    '2026-К7М2ҚХ-Д',
  ])
    expect(readReceiptNumber(text)).toBe(null)
})
