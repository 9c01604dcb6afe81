import { expect, test } from 'vitest'
import { refusalOfLoss } from './admin-rule.ts'

test('nobody loses by one’s own hand', () => {
  expect(refusalOfLoss('a', { id: 'a', role: 'admin' }, ['a', 'b'])).toBe('self')
  expect(refusalOfLoss('a', { id: 'a', role: 'lead' }, ['b'])).toBe('self')
})
test('the last administrator stays', () => {
  expect(refusalOfLoss('a', { id: 'b', role: 'admin' }, ['b'])).toBe('last_admin')
  expect(refusalOfLoss('a', { id: 'b', role: 'admin' }, ['a', 'b'])).toBeNull()
})
test('others may lose', () => {
  expect(refusalOfLoss('a', { id: 'c', role: 'lead' }, ['a'])).toBeNull()
})
