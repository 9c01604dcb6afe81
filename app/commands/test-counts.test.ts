import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { playwrightCounts, vitestCounts } from './test-counts.mjs'

const folder = mkdtempSync(join(tmpdir(), 'alqa-counts-'))
afterAll(() => rmSync(folder, { recursive: true }))

function report(content: unknown): string {
  const file = join(folder, 'report.json')
  writeFileSync(file, JSON.stringify(content))
  return file
}

test('counts are what the runners say', () => {
  expect(vitestCounts(report({ numPassedTests: 7, numFailedTests: 2 }), 1)).toEqual({ passed: 7, failed: 2 })
  const stats = { expected: 4, flaky: 1, unexpected: 2, skipped: 9 }
  expect(playwrightCounts(report({ stats }), 1)).toEqual({ passed: 5, failed: 2 })
})

test('a runner that fails without a failed test is one failure, and keeps what passed', () => {
  expect(vitestCounts(report({ numPassedTests: 7, numFailedTests: 0 }), 1)).toEqual({ passed: 7, failed: 1 })
})

test('a runner without a report, or with half of one, is one failure even if it says it succeeded', () => {
  expect(vitestCounts(join(folder, 'none.json'), 0)).toEqual({ passed: 0, failed: 1 })
  expect(playwrightCounts(report({ suites: [] }), 0)).toEqual({ passed: 0, failed: 1 })
})
