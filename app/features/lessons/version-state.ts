/** What is known of one lesson in one language: the live version and the newest one. */
export type TextFacts = {
  live: number | null
  newest: number
  newestState: 'waiting' | 'ready' | 'refused'
  /** How many faults the newest version was refused for. */
  errors: number
  /** The text it was translated from has been replaced since. */
  outdated: boolean
}

export type TextState = 'missing' | 'live' | 'not_live' | 'newer_ready' | 'waiting' | 'refused' | 'outdated'

/** What a list of lessons may be narrowed to: those with a text in that state. */
export const shownStates = ['refused', 'outdated'] as const

/** The states of a lesson's text in one language, the first one the most telling; `null` is a text not written. */
export function statesOf(facts: TextFacts | null): TextState[] {
  if (!facts) return ['missing']
  const states: TextState[] = [facts.live === null ? 'not_live' : 'live']
  // Versions older than the live one concern nobody: they were replaced, or given up.
  if (facts.live === null || facts.newest > facts.live) {
    states.push(facts.newestState === 'ready' ? 'newer_ready' : facts.newestState)
  }
  if (facts.live !== null && facts.outdated) states.push('outdated')
  return states
}
