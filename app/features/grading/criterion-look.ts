/**
 * The class that gives a criterion its colour, by its place in the rubric from 0: one look for each of the first six,
 * on its words, its cards and in the list of criteria. Undefined for a comment about no criterion (below 0).
 */
export const lookAt = (place: number): string | undefined => (place < 0 ? undefined : `of-${(place % 6) + 1}`)

/** The look of a criterion of a rubric. */
export const criterionLook = (criteria: { id: string }[], id: string | null): string | undefined =>
  lookAt(criteria.findIndex((criterion) => criterion.id === id))
