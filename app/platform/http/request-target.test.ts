import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressOf } from './request-target.ts'

const site = 'https://alqa.test'

test.each([
  ['/', '/'],
  ['/lessons/%D0%B0?x=%ff', '/lessons/%D0%B0?x=%ff'],
  ['http://other.test/today?a=1', '/today?a=1'],
  ['//', '//'],
  ['//evil.test/x', '//evil.test/x'],
])('request target: %s is %s of our own site', (target, path) => {
  expect(addressOf(target, site)?.href).toBe(site + path)
})

test.each([
  '',
  '*',
  'today',
  '/lessons/%00',
  '/a%0Ab',
  '/?q=%00',
  '/%',
  '/%ff',
  '/%E0%A4%A',
  '/\\evil.test',
  'http://',
  'ftp://x/',
])('request target: %j is refused', (target) => expect(addressOf(target, site)).toBeNull())

test('request target: whatever is asked for, the address is on our own site', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      for (const target of [text, `/${text}`, `//${text}`, `http://${text}`]) {
        const url = addressOf(target, site)
        if (url) expect(url.origin).toBe(site)
      }
    }),
  )
})
