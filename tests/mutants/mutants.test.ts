import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { mutants } from './list.ts'
import { mutate } from './mutant.ts'

test.each(mutants)('mutants: "$name" can be planted, and the tests that have to see it exist', (mutant) => {
  const source = readFileSync(mutant.file, 'utf8')
  expect(mutate(source, mutant)).not.toBe(source)
  expect(mutant.tests.filter((file) => !existsSync(file))).toEqual([])
})

test('mutants: every name is used once', () => {
  const names = mutants.map(({ name }) => name)
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

test('mutants: a text that is not there exactly once is refused', () => {
  const mutant = { name: 'a', file: 'b.ts', find: 'x', replace: 'y', tests: [] }
  expect(mutate('1x2', mutant)).toBe('1y2')
  for (const source of ['12', 'xx']) expect(() => mutate(source, mutant)).toThrow('occurs')
})
