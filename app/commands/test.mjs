import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBrowser } from './browser.mjs'
import { build } from './build.mjs'
import { ensureInstalled, findNode, ROOT } from './install.mjs'
import { run } from './run.mjs'
import { playwrightCounts, slowestFiles, vitestCounts } from './test-counts.mjs'

// `npm test`: from a fresh clone to all tests. Every step runs, whatever failed before it; the last line sums them up.
// With --no-browser (`npm run check`) the browser tests are left out.

const REPORTS = join(ROOT, '.cache', 'test-reports')

/** @typedef {{ passed: number, failed: number }} Counts */
/** @typedef {{ title: string, counts: Counts, code: number, seconds: string }} Outcome */

/** @type {Outcome[]} */
const outcomes = []

// Colours are for people: in a log every letter of a linter's report is wrapped in them.
if (!process.stdout.isTTY) process.env.NO_COLOR = '1'

await ensureInstalled()
const node = findNode()
rmSync(REPORTS, { recursive: true, force: true })
mkdirSync(REPORTS, { recursive: true })

await script('format and lint', 'lint')
await script('import boundaries', 'boundaries')
await script('unused code and packages', 'knip')
await script('types', 'typecheck')
await script('course content', 'content:check')
await step('build', build)
await script('generated types match the database', 'db:types', '--check')
await runner('unit, database and route tests', vitest)
if (!process.argv.includes('--no-browser')) await runner('browser tests', playwright)
summarise()

/** An npm script as a step. @param {string} title @param {string} name @param {string[]} args */
function script(title, name, ...args) {
  return step(title, () => quietly('npm', ['run', '--silent', name, ...(args.length ? ['--', ...args] : [])]))
}

/** What only passes or fails is one test. @param {string} title @param {() => Promise<number>} work answers an exit code */
function step(title, work) {
  return runner(title, async () => {
    const code = await work()
    return { code, counts: code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 } }
  })
}

/** @param {string} title @param {() => Promise<{ code: number, counts: Counts }>} work */
async function runner(title, work) {
  console.log(`\n── ${title}`)
  const started = Date.now()
  const outcome = { title, ...(await work()), seconds: ((Date.now() - started) / 1000).toFixed(1) }
  outcomes.push(outcome)
  console.log(
    `── ${title}: ${outcome.code === 0 ? 'passed' : `FAILED (exit ${outcome.code})`} in ${outcome.seconds} s`,
  )
}

async function vitest() {
  const file = join(REPORTS, 'vitest.json')
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const code = await quietly(node, ['node_modules/vitest/vitest.mjs', ...args])
  return { code, counts: vitestCounts(file, code) }
}

async function playwright() {
  const chromium = await ensureBrowser()
  if (!chromium) return { code: 1, counts: { passed: 0, failed: 1 } }
  const file = join(REPORTS, 'playwright.json')
  const env = { ...process.env, ALQA_CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: file }
  const code = await quietly(
    node,
    ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'],
    env,
  )
  return { code, counts: playwrightCounts(file, code) }
}

/** Without input, so that nothing can wait for an answer. @param {string} program @param {string[]} args */
function quietly(program, args, env = process.env) {
  return run(program, args, { stdio: ['ignore', 'inherit', 'inherit'], env })
}

function summarise() {
  console.log('\n── summary')
  for (const { title, counts, code, seconds } of outcomes)
    console.log(
      `${code === 0 ? 'passed' : 'FAILED'}  ${title}: ${counts.passed} passed, ${counts.failed} failed, ${seconds} s`,
    )
  const slowest = slowestFiles(join(REPORTS, 'vitest.json'), join(REPORTS, 'playwright.json'), ROOT, 15)
  if (slowest.length > 0) console.log('\n── slowest test files')
  for (const { file, seconds } of slowest) console.log(`${seconds.toFixed(1).padStart(8)} s  ${file}`)
  const passed = outcomes.reduce((sum, { counts }) => sum + counts.passed, 0)
  const failed = outcomes.reduce((sum, { counts }) => sum + counts.failed, 0)
  console.log(`\n${passed} passed, ${failed} failed`)
  process.exitCode = outcomes.find(({ code }) => code !== 0)?.code ?? 0
}
