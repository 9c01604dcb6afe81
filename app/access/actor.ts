import type { Locale } from '#app/i18n/locales.ts'

/** The five roles. A person has exactly one. */
export const roles = ['participant', 'instructor', 'lead', 'admin', 'observer'] as const
export type Role = (typeof roles)[number]

/** A cohort as every page needs it; `startDate` is a day without time ("2026-11-20"), `zone` an IANA name. */
export type ActorCohort = {
  id: string
  name: string
  startDate: string
  zone: string
  days: number
  /** Minutes after local midnight at which a day opens. */
  openingMinute: number
}

/** Nobody: a request without a valid session. */
export type Visitor = { kind: 'visitor' }

/** A signed-in person. */
export type Person = {
  kind: 'person'
  id: string
  name: string
  email: string
  role: Role
  locale: Locale
  sessionId: string
  /** True for staff who have to set up a second factor before anything else. */
  needsSecondFactor: boolean
  /** Cohorts the person is enrolled in, the newest first: a participant studies in the first one. */
  cohorts: ActorCohort[]
}

/** The platform itself: jobs and commands. */
export type SystemActor = { kind: 'system' }

export type Actor = Visitor | Person | SystemActor

/** The cohort with that id among those of the actor; a permit that names it was minted from the same list. */
export function cohortOf(actor: Actor, cohortId: string): ActorCohort {
  const cohort = actor.kind === 'person' ? actor.cohorts.find((one) => one.id === cohortId) : undefined
  if (!cohort) throw new Error('the permit names a cohort that the actor is not in')
  return cohort
}
