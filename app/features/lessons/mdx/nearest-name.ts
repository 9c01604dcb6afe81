/** Letters to insert, remove, change or swap with their neighbour to come from one word to the other. */
function distance(from: string, to: string): number {
  let [older, above]: [number[], number[]] = [[], Array.from({ length: to.length + 1 }, (_, index) => index)]
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1]
      const swapped =
        row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      current.push(
        Math.min(
          (above[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (above[column - 1] ?? 0) + (same ? 0 : 1),
          swapped ? (older[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      )
    }
    ;[older, above] = [above, current]
  }
  return above[to.length] ?? 0
}

/**
 * The one of `names` that was probably meant: it differs in case, or by a third of its letters at most. Null where none
 * is near.
 */
export function nearestName(written: string, names: readonly string[]): string | null {
  const word = written.toLowerCase()
  if (word.length > 20) return null
  const near = names
    .map((name) => ({ name, apart: distance(word, name.toLowerCase()) }))
    .filter(({ name, apart }) => apart <= Math.max(1, Math.floor(name.length / 3)))
    .sort((a, b) => a.apart - b.apart)
  return near[0]?.name ?? null
}
