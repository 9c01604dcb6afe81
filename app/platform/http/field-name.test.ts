import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isFieldName } from './field-name.ts'

test.each(['a', 'intent', 'scores.facts', 'add.quote', 'annotations[0].selector.start', 'a-b_c.d', 'a[999]'])(
  'field name: %s is taken',
  (name) => expect(isFieldName(name)).toBe(true),
)

test.each([
  '',
  '.',
  'a.',
  '.a',
  'a..b',
  '0',
  'a.0',
  'a.9999999',
  'a[1000]',
  'a[-1]',
  'a[]',
  'a[0][0]',
  '__proto__',
  'a.__proto__.b',
  'constructor',
  'a.prototype',
  'a.length',
  'length[0]',
  '__intent__',
  'a.b.c.d.e',
  'а',
  'a b',
  'a\0',
  'x'.repeat(161),
])('field name: %j is refused', (name) => expect(isFieldName(name)).toBe(false))

test('field name: any text is judged without an error', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 300 }),
      (name) => typeof isFieldName(name) === 'boolean',
    ),
  )
})
