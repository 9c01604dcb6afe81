import { readFileSync } from 'node:fs'

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
 * @param {string} file @param {number} code @param {(report: any) => Counts} read @returns {Counts}
 */
function counted(file, code, read) {
  /** @type {Counts} */
  let counts = { passed: 0, failed: 0 }
  try {
    counts = read(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return { passed: 0, failed: 1 }
  }
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}
