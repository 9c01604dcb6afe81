import { wordsOfHtml } from '../mdx/reading-time.ts'
import type { SelfCheckDefinition } from '../self-check.ts'
import type { Reporter } from './finding.ts'

const FEWEST_CHECKS = 6
const FEWEST_OPTIONS = 3
const MOST_OPTIONS = 5
/** A right option this much longer than the others' mean can be picked without reading. */
const TELLING_LENGTH = 1.6

/** Number and kinds of self-checks, and whether their right answers can be guessed. */
export function checkSelfChecks(checks: readonly SelfCheckDefinition[], report: Reporter): void {
  if (checks.length < FEWEST_CHECKS)
    report('self-checks', `${checks.length} self-checks, at least ${FEWEST_CHECKS}`)
  for (const kind of ['single', 'multiple'] as const) {
    if (!checks.some((check) => check.kind === kind)) report('self-checks', `no self-check of kind ${kind}`)
  }
  for (const { id, options } of checks) {
    if (options.length < FEWEST_OPTIONS || options.length > MOST_OPTIONS) {
      report('self-checks', `${id}: ${options.length} options, expected ${FEWEST_OPTIONS} to ${MOST_OPTIONS}`)
    }
    if (options.every((option) => option.correct)) report('give-away', `${id}: every option is right`)
  }
  const telling = checks.filter((check) => lengthRatio(check) > TELLING_LENGTH).map((check) => check.id)
  if (telling.length > checks.length / 2) {
    report(
      'give-away',
      `the longest option is the right one in most self-checks: ${telling.join(', ')}`,
      undefined,
      'warning',
    )
  }
  const single = checks.filter((check) => check.kind === 'single')
  const places = new Set(single.map((check) => check.options.findIndex((option) => option.correct)))
  if (single.length >= 4 && places.size === 1) {
    report('give-away', 'the right option always stands in the same place', undefined, 'warning')
  }
}

/** Mean length of the right options over the mean length of the wrong ones, in words. */
function lengthRatio({ options }: SelfCheckDefinition): number {
  const mean = (correct: boolean) => {
    const lengths = options
      .filter((option) => option.correct === correct)
      .map((option) => wordsOfHtml(option.html))
    return lengths.length === 0 ? 0 : lengths.reduce((sum, length) => sum + length, 0) / lengths.length
  }
  const wrong = mean(false)
  return wrong === 0 ? 1 : mean(true) / wrong
}
