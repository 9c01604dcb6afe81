import type { SelfCheckDefinition } from '#app/features/lessons/self-check.ts'

/** One recorded answer to a self-check of the version that was on the screen. */
export type RecordedAnswer = { checkId: string; versionId: string; chosen: string[]; correct: boolean }

/** True where two versions ask the same question, so that an answer to one is valid for the other: same kind, options and key. */
export function isSameQuestion(one: SelfCheckDefinition, other: SelfCheckDefinition): boolean {
  return (
    one.id === other.id &&
    one.kind === other.kind &&
    one.options.length === other.options.length &&
    one.options.every(({ id, correct }, index) => {
      const option = other.options[index]
      return option !== undefined && option.id === id && option.correct === correct
    })
  )
}

type Checks = { id: string; selfChecks: readonly SelfCheckDefinition[] }

/**
 * The last valid answer to each self-check of `current`, by its id. An answer to another version (before a correction,
 * or in another language) is valid where that version asked the same question.
 */
export function validAnswers(
  current: Checks,
  answers: readonly RecordedAnswer[],
  versions: ReadonlyMap<string, Checks>,
): Map<string, RecordedAnswer> {
  const valid = new Map<string, RecordedAnswer>()
  for (const answer of answers) {
    const now = current.selfChecks.find((check) => check.id === answer.checkId)
    const then = versions.get(answer.versionId)?.selfChecks.find((check) => check.id === answer.checkId)
    if (now && then && (now === then || isSameQuestion(now, then))) valid.set(answer.checkId, answer)
  }
  return valid
}

/** How many questions were answered, and how many of them right at the first try; `answers` in order of time. */
export function firstTries(answers: readonly RecordedAnswer[]): { answered: number; right: number } {
  const first = new Map<string, boolean>()
  for (const { checkId, correct } of answers) if (!first.has(checkId)) first.set(checkId, correct)
  return { answered: first.size, right: [...first.values()].filter(Boolean).length }
}
