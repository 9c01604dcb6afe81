import { type Criterion, maxPoints } from '#app/features/rubrics/rubric.ts'
import { type Annotation, isExact } from './annotations.ts'

/** What a marker has put down so far; in a finished mark every criterion has its points. */
export type MarkWork = {
  scores: Record<string, number>
  remarks: Record<string, string>
  annotations: Annotation[]
  overall: string
}

/** Work on a script that nobody has touched. */
export const noWork: MarkWork = { scores: {}, remarks: {}, annotations: [], overall: '' }

/** Points so far; what is not scored counts nothing. */
export const pointsOf = (criteria: Criterion[], scores: MarkWork['scores']): number =>
  criteria.reduce((sum, { id }) => sum + (scores[id] ?? 0), 0)

/** Criteria that have no points yet, in the rubric's order. */
export const missingCriteria = (criteria: Criterion[], scores: MarkWork['scores']): string[] =>
  criteria.filter(({ id }) => scores[id] === undefined).map(({ id }) => id)

/** True at and above the pass line. */
export const passes = (points: number, passPoints: number): boolean => points >= passPoints

/** What is wrong with work that came from outside: it names things that the rubric or the essay do not have. */
export type WorkFault = 'unknown_criterion' | 'score_out_of_range' | 'words_not_found' | 'same_comment_twice'

/** Judges work against its rubric and its text; null where nothing is wrong. Unfinished work is not wrong. */
export function faultOf(work: MarkWork, criteria: Criterion[], text: string): WorkFault | null {
  const byId = new Map(criteria.map((criterion) => [criterion.id, criterion]))
  const named = [
    ...Object.keys(work.scores),
    ...Object.keys(work.remarks),
    ...work.annotations.flatMap(({ criterion }) => (criterion === null ? [] : [criterion])),
  ]
  if (named.some((id) => !byId.has(id))) return 'unknown_criterion'
  const outside = ([id, points]: [string, number]) =>
    !Number.isInteger(points) || points < 0 || points > (byId.get(id)?.max ?? 0)
  if (Object.entries(work.scores).some(outside)) return 'score_out_of_range'
  if (work.annotations.some(({ selector }) => !isExact(text, selector))) return 'words_not_found'
  if (new Set(work.annotations.map(({ id }) => id)).size < work.annotations.length)
    return 'same_comment_twice'
  return null
}

/** The finished mark, or the criteria that still miss their points. A comment without words is left out. */
export function finished(
  work: MarkWork,
  criteria: Criterion[],
): { ok: true; value: MarkWork & { points: number; max: number } } | { ok: false; missing: string[] } {
  const missing = missingCriteria(criteria, work.scores)
  if (missing.length > 0) return { ok: false, missing }
  const annotations = work.annotations.filter(({ comment }) => comment.trim() !== '')
  const points = pointsOf(criteria, work.scores)
  return { ok: true, value: { ...work, annotations, points, max: maxPoints(criteria) } }
}
