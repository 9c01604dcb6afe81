import { type Calendar, dueAt, opensAt } from '#app/features/cohorts/calendar.ts'
import { type Attempt, type Offer, type Standing, standingOf } from './attempt.ts'

type OfPrompt = { day: number; dueDay: number; cutOffDay: number; attempts: number }
type Newest = Attempt & { submission: { released: boolean } | null }

/** When a cohort may write a prompt: from the opening of its day to 23:59 of the day it is due, late until the cut-off. */
export const offerOf = (calendar: Calendar, prompt: OfPrompt): Offer => ({
  opensAt: opensAt(calendar, prompt.day),
  dueAt: dueAt(calendar, prompt.dueDay),
  cutOffAt: dueAt(calendar, prompt.cutOffDay),
  attempts: prompt.attempts,
})

/** Where the participant stands with a prompt. */
export function standingAt(offer: Offer, newest: Newest | null, now: Date): Standing {
  const { submission } = newest ?? {}
  return standingOf(
    offer,
    newest && { ...newest, submitted: Boolean(submission), returned: Boolean(submission?.released) },
    now,
  )
}
