import { expect, test } from 'vitest'
import { commandOf, type PressedKey } from './keys.ts'

const pressed = (given: Partial<PressedKey>): PressedKey => ({
  key: '',
  code: '',
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  inField: false,
  ...given,
})
const command = (given: Partial<PressedKey>, single = true) => commandOf(pressed(given), { single })

// What the keys of the same place say on the three layouts.
const letters = [
  ['en', { KeyJ: 'j', KeyK: 'k', KeyC: 'c', KeyN: 'n' }],
  ['ru', { KeyJ: 'о', KeyK: 'л', KeyC: 'с', KeyN: 'т' }],
  ['kk', { KeyJ: 'о', KeyK: 'л', KeyC: 'с', KeyN: 'т' }],
] as const

test.each(letters)('keys: letters act by their place on the %s layout', (_layout, keys) => {
  expect(command({ code: 'KeyJ', key: keys.KeyJ })).toEqual({ kind: 'paragraph', by: 1, extend: false })
  expect(command({ code: 'KeyK', key: keys.KeyK, shiftKey: true })).toEqual({
    kind: 'paragraph',
    by: -1,
    extend: true,
  })
  expect(command({ code: 'KeyC', key: keys.KeyC })).toEqual({ kind: 'comment' })
  expect(command({ code: 'KeyN', key: keys.KeyN })).toEqual({ kind: 'next-comment' })
})

test('keys: the row of digits of a Kazakh layout types letters, and still gives points; so does the number pad', () => {
  for (const [code, key] of [
    ['Digit2', 'ә'],
    ['Digit2', '2'],
    ['Numpad2', '2'],
    ['Numpad2', 'ArrowDown'],
  ])
    expect(command({ code, key })).toEqual({ kind: 'points', points: 2 })
})

test('keys: the question mark acts by its character, wherever it is', () => {
  expect(command({ code: 'Slash', key: '?', shiftKey: true })).toEqual({ kind: 'list' })
  expect(command({ code: 'Digit7', key: '?', shiftKey: true })).toEqual({ kind: 'list' })
})

test('keys: in a field only Ctrl+Enter and Escape act', () => {
  for (const code of ['KeyC', 'KeyN', 'Digit3', 'ArrowDown'])
    expect(command({ code, inField: true })).toBeNull()
  expect(command({ code: 'Enter', ctrlKey: true, inField: true })).toEqual({ kind: 'finish' })
  expect(command({ code: 'Escape', key: 'Escape', inField: true })).toEqual({ kind: 'leave' })
})

test('keys: a space, a plain Enter and keys of the browser are nobody’s', () => {
  expect(command({ code: 'Space', key: ' ' })).toBeNull()
  expect(command({ code: 'Enter', key: 'Enter' })).toBeNull()
  expect(command({ code: 'KeyC', key: 'c', ctrlKey: true })).toBeNull()
  expect(command({ code: 'KeyN', key: 'n', metaKey: true })).toBeNull()
})

test('keys: switched off, letters, digits and "?" do nothing; arrows and Ctrl+Enter act', () => {
  for (const given of [{ code: 'KeyC' }, { code: 'Digit3' }, { key: '?' }])
    expect(command(given, false)).toBeNull()
  expect(command({ code: 'ArrowUp' }, false)).toEqual({ kind: 'criterion', by: -1 })
  expect(command({ code: 'Enter', ctrlKey: true }, false)).toEqual({ kind: 'finish' })
})
