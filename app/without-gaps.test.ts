import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withoutGaps } from './without-gaps.ts'

test('exactly the zero bytes are gone, wherever they stand', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 60 }), (bytes) => {
      const left = [...withoutGaps(Buffer.from(bytes))]
      expect(left).toEqual(bytes.filter((byte) => byte !== 0))
    }),
  )
})

test('a text that has no gaps is not copied', () => {
  const html = Buffer.from('Құқық')
  expect(withoutGaps(html)).toBe(html)
})
