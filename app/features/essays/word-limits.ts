/** How many words a prompt asks for. `hard`: a participant cannot submit outside of them; `soft`: she is only told. */
export type WordLimits = { min: number; max: number; rule: 'soft' | 'hard' }

/** What is wrong with the length of a text: `by` so many words it is too short or too long; null where it fits. */
export function lengthFault(
  words: number,
  { min, max }: WordLimits,
): { fault: 'short' | 'long'; by: number } | null {
  if (words < min) return { fault: 'short', by: min - words }
  return words > max ? { fault: 'long', by: words - max } : null
}

/** Why a text of so many words cannot be submitted; null where it can. */
export function lengthRefusal(words: number, limits: WordLimits): 'too_short' | 'too_long' | null {
  const found = limits.rule === 'hard' ? lengthFault(words, limits) : null
  return found && (found.fault === 'short' ? 'too_short' : 'too_long')
}
