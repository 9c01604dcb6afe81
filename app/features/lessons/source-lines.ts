/** A line of a text with its number; `hit` is the one that is talked about. */
export type SourceLine = { number: number; text: string; hit: boolean }

const LONGEST = 240

/** The lines of a text, whatever its line ends. */
export const linesOf = (source: string): string[] => source.split(/\r\n?|\n/)

/** The line with that number and `around` lines before and after it, as far as there are any. */
export function linesAround(lines: readonly string[], line: number, around = 1): SourceLine[] {
  const from = Math.max(1, line - around)
  return lines.slice(from - 1, line + around).map((text, index) => ({
    number: from + index,
    // A paragraph is one line: enough of it to know the place.
    text: text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text,
    hit: from + index === line,
  }))
}
