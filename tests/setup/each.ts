import { afterEach, expect, vi } from 'vitest'

// What a test does not expect on the console is a failure.
const complaints = vi.spyOn(console, 'error')

afterEach(() => {
  const calls = complaints.mock.calls.map((args) => args.join(' '))
  complaints.mockClear()
  expect(calls).toEqual([])
})
