import type { Localised } from '#app/i18n/locales.ts'

/** One level of a criterion, with what it means to the participant and to the marker. */
export type Level = { points: number; participant: Localised; marker: Localised }

/** One thing that is judged, from 0 to `max` points. */
export type Criterion = { id: string; title: Localised; max: number; levels: Level[] }

/** A rubric as it was when a mark was given: a snapshot that never changes. */
export type Rubric = { id: string; slug: string; title: Localised; passPoints: number; criteria: Criterion[] }

/** Points that the whole rubric can give. */
export const maxPoints = (criteria: Criterion[]): number =>
  criteria.reduce((sum, criterion) => sum + criterion.max, 0)
