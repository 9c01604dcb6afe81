import { expect, test } from 'vitest'
import { readSorting, sorted, sortLink, writeSorting } from './sorting.ts'

const keys = ['name', 'days'] as const

test('sorting: an address names a column and an end; what it cannot name is the usual order', () => {
  expect(readSorting('-days', keys)).toEqual({ key: 'days', down: true })
  expect(readSorting('days', keys)).toEqual({ key: 'days', down: false })
  for (const other of [null, '', '-', '--name', 'email', 'name,days'])
    expect(readSorting(other, keys)).toEqual({ key: 'name', down: false })
  for (const text of ['days', '-days', '-name'])
    expect(writeSorting(readSorting(text, keys), 'name')).toBe(text)
  expect(writeSorting(readSorting('name', keys), 'name')).toBeNull()
})

test('sorting: the head of the sorted column turns the order round, others begin from their start', () => {
  const href = (sort: string | null) => `?${sort ?? ''}`
  const now = readSorting('days', keys)
  expect(sortLink('days', now, 'name', href)).toEqual({ href: '?-days', now: 'ascending' })
  expect(sortLink('days', { ...now, down: true }, 'name', href)).toEqual({ href: '?days', now: 'descending' })
  expect(sortLink('name', now, 'name', href)).toEqual({ href: '?' })
})

test('sorting: equal rows keep their order from both ends', () => {
  const rows = [
    { id: 'a', n: 2 },
    { id: 'b', n: 1 },
    { id: 'c', n: 2 },
  ]
  const ids = (down: boolean) => sorted(rows, down, (a, b) => a.n - b.n).map(({ id }) => id)
  expect([ids(false), ids(true)]).toEqual([
    ['b', 'a', 'c'],
    ['a', 'c', 'b'],
  ])
})
