import type { SelfCheckDefinition } from '#app/features/lessons/self-check.ts'

/** One answer to a self-check, as it was given to the version that was on the screen. */
export type GivenAnswer = { checkId: string; versionId: string; chosen: string[]; correct: boolean }

/** True where an answer to one version's question answers the other one's too: same kind, same options, same key. */
export function asksTheSame(one: SelfCheckDefinition, other: SelfCheckDefinition): boolean {
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
 * The last answer that holds for each self-check of `current`, by its id. An answer given to another version (before
 * a correction, or in another language) holds where that version asked the same.
 */
export function standingAnswers(
  current: Checks,
  answers: readonly GivenAnswer[],
  versions: ReadonlyMap<string, Checks>,
): Map<string, GivenAnswer> {
  const standing = new Map<string, GivenAnswer>()
  for (const answer of answers) {
    const now = current.selfChecks.find((check) => check.id === answer.checkId)
    const then = versions.get(answer.versionId)?.selfChecks.find((check) => check.id === answer.checkId)
    if (now && then && (now === then || asksTheSame(now, then))) standing.set(answer.checkId, answer)
  }
  return standing
}

/** How many questions were answered, and how many of them right at the first try; `answers` in the order given. */
export function firstTries(answers: readonly GivenAnswer[]): { answered: number; right: number } {
  const first = new Map<string, boolean>()
  for (const { checkId, correct } of answers) if (!first.has(checkId)) first.set(checkId, correct)
  return { answered: first.size, right: [...first.values()].filter(Boolean).length }
}
