import { type Numbered, type Segment, segmentsOf } from './annotations.ts'

/** A paragraph of an essay, with the comments that begin in it. */
export type Paragraph = { segments: Segment[]; comments: Numbered[] }

/**
 * An essay as paragraphs, so that each comment can be shown at the paragraph in which its words begin. Words that run
 * over several paragraphs are marked in each of them. Empty lines between paragraphs are left out.
 */
export function paragraphsOf(text: string, annotations: Numbered[]): Paragraph[] {
  return [...text.matchAll(/[^\n]+/g)].map((found, index, all) => {
    const start = found.index
    const end = start + found[0].length
    // Words that begin on an empty line belong to the paragraph after it; after the last one, to that.
    const from = index === 0 ? 0 : (all[index - 1]?.index ?? 0) + (all[index - 1]?.[0].length ?? 0)
    const to = index === all.length - 1 ? text.length + 1 : end
    const here = annotations.filter(({ selector }) => selector.start < end && selector.end > start)
    const clipped = here.map((one) => ({
      ...one,
      selector: {
        ...one.selector,
        start: Math.max(0, one.selector.start - start),
        end: Math.min(end, one.selector.end) - start,
      },
    }))
    const begins = new Set(
      annotations
        .filter(({ selector }) => selector.start >= from && selector.start < to)
        .map(({ number }) => number),
    )
    const finishes = new Set(
      annotations
        .filter(({ selector }) => selector.end > start && selector.end <= end)
        .map(({ number }) => number),
    )
    return {
      segments: segmentsOf(found[0], clipped).map((segment) => ({
        ...segment,
        starts: segment.starts.filter((number) => begins.has(number)),
        ends: segment.ends.filter((number) => finishes.has(number)),
      })),
      comments: annotations.filter(({ number }) => begins.has(number)),
    }
  })
}
