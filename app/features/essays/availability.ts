import { type Calendar, type EssayDays, essayTimes } from '#app/features/cohorts/calendar.ts'
import type { Allowance, Availability } from './attempt.ts'

type OfPrompt = EssayDays & { attempts: number }

/**
 * When a participant may write a prompt: from the opening of its day to 23:59 of the day it is due, or to the due time
 * that staff granted this person; late until the cut-off.
 */
export const availabilityOf = (
  calendar: Calendar,
  prompt: OfPrompt,
  allowance: Pick<Allowance, 'dueAt'>,
): Availability => ({
  ...essayTimes(calendar, prompt, allowance.dueAt),
  attempts: prompt.attempts,
})
