import type { Annotation } from './annotations.ts'
import type { MarkContent } from './mark.ts'

const joined = (mine: string, theirs: string): string => {
  if (!theirs.trim() || mine.includes(theirs)) return mine
  if (!mine.trim() || theirs.includes(mine)) return theirs
  return `${mine}\n\n${theirs}`
}

/**
 * Two versions of a draft in one: points of `mine` where it has some, the words of both, every comment of both. No
 * word of either is lost.
 */
export function joinVersions(mine: MarkContent, theirs: MarkContent): MarkContent {
  const ids = [...new Set([...Object.keys(mine.remarks), ...Object.keys(theirs.remarks)])]
  const remarks = ids.map((id) => [id, joined(mine.remarks[id] ?? '', theirs.remarks[id] ?? '')])
  const both = mine.annotations.map((comment): Annotation => {
    const other = theirs.annotations.find(({ id }) => id === comment.id)
    return other ? { ...comment, comment: joined(comment.comment, other.comment) } : comment
  })
  const known = new Set(mine.annotations.map(({ id }) => id))
  return {
    scores: { ...theirs.scores, ...mine.scores },
    remarks: Object.fromEntries(remarks),
    annotations: [...both, ...theirs.annotations.filter(({ id }) => !known.has(id))],
    overall: joined(mine.overall, theirs.overall),
  }
}

/** What a version says, line by line, to be read beside another one. `nameOf` names criteria. */
export function linesOf(content: MarkContent, nameOf: (criterion: string) => string): string[] {
  return [
    ...Object.entries(content.scores).map(([id, points]) => `${nameOf(id)}: ${points}`),
    ...Object.entries(content.remarks).flatMap(([id, text]) =>
      text.trim() ? [`${nameOf(id)}: ${text}`] : [],
    ),
    ...content.annotations.map(({ selector, comment }) => `«${selector.quote}» – ${comment}`),
    ...(content.overall.trim() ? [content.overall] : []),
  ]
}
