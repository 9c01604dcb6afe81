import { resolve } from 'node:path'
import { checkCourse } from '#app/features/lessons/content-check/check-course.server.ts'
import { printReport } from '#app/features/lessons/content-check/print-report.ts'

/*
 * npm run content:check [-- folder] [-- --json]
 * Checks a course folder (default: content/) by every rule, prints its measures, and exits with 1 on errors.
 */
const folder = process.argv.slice(2).find((argument) => !argument.startsWith('-')) ?? 'content'
const report = await checkCourse(resolve(folder))
const output = process.argv.includes('--json') ? JSON.stringify(report) : printReport(report)
process.stdout.write(`${output}\n`)
process.exitCode = report.findings.some((finding) => finding.severity === 'error') ? 1 : 0
