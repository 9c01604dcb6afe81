/** A place in a text: line and column from 1, columns in UTF-16 units. */
export type Place = { line: number; column: number }

/** Line and column of an offset. Reads the text up to there. */
export const placeOf = (text: string, offset: number): Place => placesIn(text)(offset)

/** Line and column of one offset after another, in one reading of the text; offsets must not go back. */
export function placesIn(text: string): (offset: number) => Place {
  let line = 1
  let start = 0
  let next = text.indexOf('\n')
  return (offset) => {
    while (next >= 0 && next < offset) {
      line += 1
      start = next + 1
      next = text.indexOf('\n', start)
    }
    return { line, column: Math.max(0, offset) - start + 1 }
  }
}
