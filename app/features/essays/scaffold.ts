/** Where a heading of the scaffold stands in a text: the offset of its line, or null where it is not there yet. */
export type Section = { heading: string; at: number | null }

/** Finds each heading as a line of its own; case, numbers before it and a full stop or colon after it do not matter. */
export function sectionsOf(text: string, headings: readonly string[]): Section[] {
  const lines = [...text.matchAll(/^[^\n]*$/gm)].map(({ 0: line, index }) => ({
    at: index,
    name: bare(line),
  }))
  return headings.map((heading) => ({
    heading,
    at: lines.find(({ name }) => name === bare(heading))?.at ?? null,
  }))
}

const bare = (line: string): string =>
  line
    .trim()
    .replace(/^(?:\d+|[IVX]+)[.)]\s*/u, '')
    .replace(/[.:]$/, '')
    .toLowerCase()

/** The heading whose section the caret is in; null before the first one. */
export function sectionAt(sections: readonly Section[], caret: number): string | null {
  let current: Section | null = null
  for (const section of sections)
    if (section.at !== null && section.at <= caret && section.at >= (current?.at ?? 0)) current = section
  return current?.heading ?? null
}

/** What to put at the caret so that the heading stands on a line of its own, with an empty line before it. */
export function headingAt(text: string, caret: number, heading: string): string {
  const before = text.slice(0, caret)
  const gap = before.trim() === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n'
  const after = text.slice(caret)
  return `${gap}${heading}\n${after === '' || after.startsWith('\n') ? '' : '\n'}`
}
