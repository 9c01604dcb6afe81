import { expect, test } from 'vitest'
import { containing, readCursor, writeCursor } from './cursor.ts'

const id = '0b7d4c1e-8f3a-4c55-9d6e-1a2b3c4d5e6f'

test.each([
  { back: false, name: 'Айгерім Сәрсенова', id },
  { back: true, name: '-+ 1', id },
])('a cursor comes back as it was: %o', (cursor) => {
  expect(readCursor(writeCursor(cursor))).toEqual(cursor)
})

test.each([null, '', '+', 'x', `*${id}`, `+${id.slice(1)}`, `+${id}\0`])('%o is no cursor', (text) => {
  expect(readCursor(text)).toBeNull()
})

test('wildcards are letters like others', () => {
  expect(containing(' 50%_\\ ')).toBe('%50\\%\\_\\\\%')
})
