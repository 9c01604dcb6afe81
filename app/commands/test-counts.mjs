import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** @typedef {{ passed: number, failed: number }} Counts */

/** How many tests Vitest ran, from its JSON report. @param {string} file @param {number} code its exit code @returns {Counts} */
export function vitestCounts(file, code) {
  return counted(file, code, (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests }))
}

/** The same for Playwright; a flaky test passed in the end. @param {string} file @param {number} code @returns {Counts} */
export function playwrightCounts(file, code) {
  return counted(file, code, ({ stats }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
  }))
}

/**
 * A runner that failed without a failed test (no report, a file that cannot be imported, a set-up that broke) counts as
 * one failure.
 * @param {string} file @param {number} code @param {(report: any) => Counts} count @returns {Counts}
 */
function counted(file, code, count) {
  /** @type {Counts} */
  let counts = { passed: 0, failed: 0 }
  try {
    counts = count(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return { passed: 0, failed: 1 }
  }
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

/** @typedef {{ file: string, seconds: number }} FileTime */

/**
 * The slowest test files of the runners' JSON reports, slowest first; at most `most`. Files run side by side, so that
 * their times add up to more than the run took. A report that is missing or broken names none.
 * @param {string} vitestReport @param {string} playwrightReport @param {string} root of the checkout
 * @param {number} most @returns {FileTime[]}
 */
export function slowestFiles(vitestReport, playwrightReport, root, most) {
  const vitest = read(vitestReport, (report) =>
    report.testResults.map((/** @type {any} */ { name, startTime, endTime }) => ({
      file: relative(root, name),
      seconds: (endTime - startTime) / 1000,
    })),
  )
  const playwright = read(playwrightReport, (report) =>
    report.suites.map((/** @type {any} */ suite) => ({
      file: join('tests/e2e', suite.file),
      seconds: suiteMilliseconds(suite) / 1000,
    })),
  )
  return [...vitest, ...playwright].sort((one, other) => other.seconds - one.seconds).slice(0, most)
}

/** @param {any} suite @returns {number} */
const suiteMilliseconds = ({ specs = [], suites = [] }) =>
  sum(specs.flatMap((/** @type {any} */ { tests }) => tests.flatMap(durations))) +
  sum(suites.map(suiteMilliseconds))

/** @param {any} test @returns {number[]} */
const durations = ({ results }) => results.map((/** @type {any} */ { duration }) => duration)

/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0)

/** @param {string} file @param {(report: any) => FileTime[]} times @returns {FileTime[]} */
function read(file, times) {
  try {
    return times(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return []
  }
}
