const DAY = 86_400_000

/** So many days before the data of a cohort are erased its administrators are warned: first and last. */
export const RETENTION_WARNINGS = [30, 7] as const

/** A new day lies further ahead than the last warning, so that nobody is erased unwarned. Days. */
export const RETENTION_LEAD = 8

const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY

/** Days from one local date ("2026-11-24") to another; negative where the second is earlier. */
export const daysUntil = (today: string, date: string): number => dayOf(date) - dayOf(today)

/** True where a course of `days` from `startDate` is over before the day on which its data are erased. */
export const isAfterCourse = (retainUntil: string, startDate: string, days: number): boolean =>
  daysUntil(startDate, retainUntil) >= days

/** When the last warning went out, as a local date, and how many days before the day it was. */
export type Warned = { days: number; on: string } | null

/**
 * What is due for a cohort today: a warning (so many days before), the erasure, or nothing. Nobody is erased unless the last
 * warning went out at least seven days ago: after a long standstill it goes out first.
 */
export function retentionStep(
  today: string,
  retainUntil: string | null,
  warned: Warned,
): { warn: number } | 'erase' | null {
  if (retainUntil === null) return null
  const left = daysUntil(today, retainUntil)
  const [first, last] = RETENTION_WARNINGS
  if (left > first) return null
  if (left > last) return warned ? null : { warn: first }
  if (warned?.days !== last) return { warn: last }
  return left <= 0 && daysUntil(warned.on, today) >= last ? 'erase' : null
}
