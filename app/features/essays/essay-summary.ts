import { type Calendar, dayNumber, type EssayTimes } from '#app/features/cohorts/calendar.ts'
import { availabilityOf } from './availability.ts'
import { type EssayState, essayState } from './essay-state.ts'
import type { PromptRow } from './queries/prompts.server.ts'

/** One essay of one participant as pages of the course show it; times are this person's own. */
export type EssaySummary = EssayTimes &
  Pick<PromptRow, 'slug' | 'title' | 'day' | 'feedback'> & {
    state: EssayState
    /** The day of the course on which it is due. */
    dueOn: number
    /** Minutes of writing, with those that were allowed in addition. */
    minutes: number
    deadlineAt: Date | null
    submittedAt: Date | null
    /** What was handed in came after the due time. */
    late: boolean
  }

/** Brings an essay, its times and its state at `now` together. */
export function essaySummary(calendar: Calendar, prompt: PromptRow, now: Date): EssaySummary {
  const { slug, title, day, feedback, allowance, newest } = prompt
  const { attempts: _attempts, ...times } = availabilityOf(calendar, prompt, allowance)
  return {
    slug,
    title,
    day,
    feedback,
    ...times,
    state: essayState({ ...times, attempts: prompt.attempts }, newest, now),
    dueOn: Math.min(dayNumber(calendar, times.dueAt), calendar.days),
    minutes: prompt.minutes + allowance.extraMinutes,
    deadlineAt: newest?.deadlineAt ?? null,
    submittedAt: newest?.submission?.submittedAt ?? null,
    late: newest?.submission?.late ?? false,
  }
}
