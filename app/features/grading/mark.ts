import { type Criterion, maxPoints } from '#app/features/rubrics/rubric.ts'
import { type Annotation, isExact } from './annotations.ts'

/** The content of a draft or a mark; in a finished mark every criterion has its points. */
export type MarkContent = {
  scores: Record<string, number>
  remarks: Record<string, string>
  annotations: Annotation[]
  overall: string
}

/** The draft of a script that nobody has touched. */
export const emptyMark: MarkContent = { scores: {}, remarks: {}, annotations: [], overall: '' }

/** Points so far; what is not scored counts nothing. */
export const pointsOf = (criteria: Criterion[], scores: MarkContent['scores']): number =>
  criteria.reduce((sum, { id }) => sum + (scores[id] ?? 0), 0)

/** Criteria that have no points yet, in the rubric's order. */
export const missingCriteria = (criteria: Criterion[], scores: MarkContent['scores']): string[] =>
  criteria.filter(({ id }) => scores[id] === undefined).map(({ id }) => id)

/** True at and above the pass line. */
export const passes = (points: number, passPoints: number): boolean => points >= passPoints

/** How long a marker may take an own mark back. */
const WITHDRAW_MINUTES = 15

/** Until when the marker of a mark may take it back, unless it is released before. */
export const withdrawableUntil = (finalisedAt: Date): Date =>
  new Date(finalisedAt.getTime() + WITHDRAW_MINUTES * 60_000)

/** Why content from outside is refused: it names things that the rubric or the essay do not have. */
export type ContentFault =
  | 'unknown_criterion'
  | 'score_out_of_range'
  | 'words_not_found'
  | 'same_comment_twice'

/** A refusal and the field of the form it is about; '' is the form as a whole. */
export type FaultyField = { reason: ContentFault; field: string }

/** Judges content against its rubric and its text; null where nothing is wrong. An unfinished draft is not wrong. */
export function faultOf(content: MarkContent, criteria: Criterion[], text: string): FaultyField | null {
  const byId = new Map(criteria.map((criterion) => [criterion.id, criterion]))
  const { scores, remarks, annotations } = content
  const named = [
    ...Object.keys(scores),
    ...Object.keys(remarks),
    ...annotations.flatMap(({ criterion }) => (criterion === null ? [] : [criterion])),
  ]
  if (named.some((id) => !byId.has(id))) return { reason: 'unknown_criterion', field: '' }
  const outside = Object.entries(scores).find(
    ([id, points]) => !Number.isInteger(points) || points < 0 || points > (byId.get(id)?.max ?? 0),
  )
  if (outside) return { reason: 'score_out_of_range', field: `scores.${outside[0]}` }
  if (annotations.some(({ selector }) => !isExact(text, selector)))
    return { reason: 'words_not_found', field: 'annotations' }
  if (new Set(annotations.map(({ id }) => id)).size < annotations.length)
    return { reason: 'same_comment_twice', field: 'annotations' }
  return null
}

/** The finished mark, or the criteria that still miss their points. A comment without words is left out. */
export function finished(
  content: MarkContent,
  criteria: Criterion[],
): { ok: true; value: MarkContent & { points: number; max: number } } | { ok: false; missing: string[] } {
  const missing = missingCriteria(criteria, content.scores)
  if (missing.length > 0) return { ok: false, missing }
  const annotations = content.annotations.filter(({ comment }) => comment.trim() !== '')
  const points = pointsOf(criteria, content.scores)
  return { ok: true, value: { ...content, annotations, points, max: maxPoints(criteria) } }
}
