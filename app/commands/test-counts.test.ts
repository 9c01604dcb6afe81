import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { playwrightCounts, slowestFiles, vitestCounts } from './test-counts.mjs'

const folder = mkdtempSync(join(tmpdir(), 'alqa-counts-'))
afterAll(() => rmSync(folder, { recursive: true }))

function report(content: unknown, name = 'report'): string {
  const file = join(folder, `${name}.json`)
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

test('the slowest files of both runners are named together, retries and nested groups included', () => {
  const spec = (...durations: number[]) => ({
    tests: [{ results: durations.map((duration) => ({ duration })) }],
  })
  const vitest = report({
    testResults: [
      { name: '/checkout/app/quick.test.ts', startTime: 1_000, endTime: 1_500 },
      { name: '/checkout/tests/slow.test.ts', startTime: 1_000, endTime: 31_000 },
    ],
  })
  const browser = { file: 'admin.spec.ts', specs: [spec(2_000, 3_000)], suites: [{ specs: [spec(4_000)] }] }
  const playwright = report({ suites: [browser] }, 'browser')
  expect(slowestFiles(vitest, playwright, '/checkout', 2)).toEqual([
    { file: 'tests/slow.test.ts', seconds: 30 },
    { file: 'tests/e2e/admin.spec.ts', seconds: 9 },
  ])
  expect(slowestFiles(vitest, join(folder, 'none.json'), '/checkout', 9)).toHaveLength(2)
  expect(slowestFiles(report({}), report({ suites: 1 }, 'broken'), '/checkout', 9)).toEqual([])
})
