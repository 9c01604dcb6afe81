import fc from 'fast-check'
import { expect, test } from 'vitest'
import { safeRedirect } from './paths.ts'

const pieces = [
  '/',
  '//',
  '.',
  '..',
  '%2e',
  '%2F',
  '\\',
  '@',
  ':',
  '?',
  '#',
  '\t',
  '\n',
  ' ',
  'evil.test',
  'today',
  'http:',
  '\u0000',
  'а',
]

test.each([
  ['/', '/'],
  ['/essays/case?version=1#text', '/essays/case?version=1#text'],
  ['/a/../today', '/today'],
  ['/today?next=//evil.test', '/today?next=//evil.test'],
])('redirect: %s leads to %s', (target, path) => expect(safeRedirect(target)).toBe(path))

test.each([
  '',
  'today',
  'https://evil.test',
  '//evil.test',
  '///evil.test',
  '/\\evil.test',
  '/..//evil.test',
  '/.//evil.test',
  '/a/..//evil.test',
  '/%2e%2e//evil.test',
  '/\t/evil.test',
  '/\n/evil.test',
  'javascript:alert(1)',
  `/${'a'.repeat(2_000)}`,
  null,
])('redirect: %j is refused', (target) => expect(safeRedirect(target)).toBeNull())

test('redirect: whatever is given, a browser stays on our own site', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((some) => `/${some.join('')}`),
  )
  fc.assert(
    fc.property(texts, (text) => {
      const path = safeRedirect(text)
      if (path === null) return
      // As a browser resolves a Location header, whose text may have been normalised once more on the way.
      const url = new URL(path, 'https://alqa.test/sign-in')
      expect(url.origin).toBe('https://alqa.test')
      expect(url.pathname.startsWith('//')).toBe(false)
      expect(safeRedirect(path)).toBe(path)
    }),
    { numRuns: 5_000 },
  )
})
