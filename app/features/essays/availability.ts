import { type Calendar, type EssayDays, essayTimes } from '#app/features/cohorts/calendar.ts'
import type { Allowance, Offer } from './attempt.ts'

type OfPrompt = EssayDays & { attempts: number }

/**
 * When a participant may write a prompt: from the opening of its day to 23:59 of the day it is due, or to the due time
 * that staff allowed this one person; late until the cut-off.
 */
export const offerOf = (
  calendar: Calendar,
  prompt: OfPrompt,
  allowance: Pick<Allowance, 'dueAt'>,
): Offer => ({
  ...essayTimes(calendar, prompt, allowance.dueAt),
  attempts: prompt.attempts,
})
