import { type Calendar, type EssayDays, essayTimes } from '#app/features/cohorts/calendar.ts'
import { type Allowance, type Attempt, type Offer, type Standing, standingOf } from './attempt.ts'

type OfPrompt = EssayDays & { attempts: number }
type Newest = Attempt & { submission: { released: boolean } | null }

/**
 * When a participant may write a prompt: from the opening of its day to 23:59 of the day it is due, or to the due time
 * that she was allowed; late until the cut-off.
 */
export const offerOf = (
  calendar: Calendar,
  prompt: OfPrompt,
  allowance: Pick<Allowance, 'dueAt'>,
): Offer => ({
  ...essayTimes(calendar, prompt, allowance.dueAt),
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
