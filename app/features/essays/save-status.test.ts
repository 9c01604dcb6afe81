import { expect, test } from 'vitest'
import { type SaveStatus, saveStatusText } from './save-status.ts'

// Keys with their values in place of sentences.
const say = (key: string, values: Record<string, string> = {}) => [key, ...Object.values(values)].join(' ')
const words = (where: Partial<SaveStatus>) =>
  saveStatusText({ behind: false, here: null, server: null, trouble: null, noCopy: false, ...where }, say)

test('nothing was written, and everything is on the server', () => {
  expect(words({})).toBe('begun')
  expect(words({ server: '21:03' })).toBe('savedServer 21:03')
})

test('words that the server lacks are called saved only where they are', () => {
  expect(words({ behind: true })).toBe('saving')
  expect(words({ behind: true, here: '21:04' })).toBe('savedHere 21:04')
  expect(words({ behind: true, here: '21:04', server: '21:03' })).toBe('savedHere 21:04 · savedServer 21:03')
  expect(words({ behind: true, server: '21:03' })).toBe('saving · savedServer 21:03')
})

test('an old copy on the device is not spoken of where the server has every word', () => {
  expect(words({ here: '21:02', server: '21:03' })).toBe('savedServer 21:03')
})

test('without a line it says so first', () => {
  expect(words({ trouble: 'offline', behind: true, here: '21:04', server: '21:03' })).toBe(
    'offline · savedHere 21:04 · savedServer 21:03',
  )
  expect(words({ trouble: 'offline', server: '21:03' })).toBe('offline · savedServer 21:03')
})

test.each(['deactivated', 'signedOut', 'foreign', 'tooLarge', 'broken', 'failed', 'closed'] as const)(
  'a server that refuses is named with its reason: %s',
  (trouble) => {
    expect(words({ trouble, behind: true, here: '21:04' })).toBe(`refuses why_${trouble} · savedHere 21:04`)
  },
)

test('a device that keeps nothing never claims a copy, not even an older one', () => {
  expect(words({ noCopy: true, behind: true, here: '21:02' })).toBe('noCopy')
  expect(words({ noCopy: true, behind: true, trouble: 'offline', server: '21:03' })).toBe(
    'offline · noCopy · savedServer 21:03',
  )
  // Where the server has every word the device does not matter.
  expect(words({ noCopy: true, server: '21:03' })).toBe('savedServer 21:03')
})
