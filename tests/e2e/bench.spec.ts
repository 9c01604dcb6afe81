import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from '#tests/setup/browser.ts'

// The bench is run by hand, and drives pages: without this one it was broken by a changed form for weeks, unseen. Its own
// demo and database take most of the time.
test('the bench still finds every page and form that it measures', async () => {
  test.setTimeout(180_000)
  const { stdout } = await promisify(execFile)(process.execPath, [
    'tests/bench/bench.ts',
    '--short',
    '--json',
  ])
  const { costs, saves, saveBytes, typing } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
  for (const cost of Object.values(costs)) expect(cost).toMatchObject({ statements: expect.any(Number) })
  expect(saves.p99Ms).toBeGreaterThan(0)
  expect(saveBytes.median).toBeGreaterThan(1_000)
  expect(typing.p95Ms).toBeGreaterThanOrEqual(16)
})
