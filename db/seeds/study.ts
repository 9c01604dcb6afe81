import { TZDate } from '@date-fns/tz'
import type { Kysely } from 'kysely'
import type { DB } from '../schema.ts'
import {
  type SeededAnswer,
  type SeededVisit,
  type SeedLesson,
  seedAnswer,
  seedCompletion,
  seedVisit,
} from './progress.ts'
import type { Random } from './random.ts'

/** When a cohort's days open, as the seeds need it. */
export type SeedCalendar = { start_date: string; zone: string; days: number; opening_minute: number }

const MINUTE = 60_000

/** The instant of `minute` (from local midnight) on course day `day`. */
export function momentOf(calendar: SeedCalendar, day: number, minute: number): Date {
  const [year = 0, month = 1, first = 1] = calendar.start_date.split('-').map(Number)
  const local = new TZDate(year, month - 1, first + day - 1, 0, minute, calendar.zone)
  return new Date(local.getTime())
}

/** The last day whose lessons are open at `now`; 0 where none is. */
export function openDays(calendar: SeedCalendar, now: Date): number {
  let day = 0
  while (day < calendar.days && momentOf(calendar, day + 1, calendar.opening_minute) <= now) day += 1
  return day
}

/** How far somebody came in one lesson. */
export type Reach = 'opened' | 'partly' | 'done'

/** Rows to be inserted, collected over many people. */
export class Study {
  readonly visits: SeededVisit[] = []
  readonly answers: SeededAnswer[] = []
  readonly completions: SeededVisit[] = []
  /** When each person did something for the last time. */
  readonly lastSeen = new Map<string, Date>()

  /** One person reads one lesson from `from` on; `skill` is her share of answers that are right at once. */
  add(
    personId: string,
    lesson: SeedLesson,
    reach: Reach,
    from: Date,
    until: Date,
    skill: number,
    random: Random,
  ): void {
    const { lessonId, versionId, checks } = lesson
    const row = (at: Date) => ({ personId, lessonId, versionId, at })
    const span = Math.max(
      0,
      Math.min(lesson.minutes * MINUTE * (0.8 + random.next()), until.getTime() - from.getTime()),
    )
    const at = (share: number) => new Date(from.getTime() + Math.round(span * share))
    this.visits.push(row(from))
    const count = reach === 'done' ? checks.length : reach === 'partly' ? Math.ceil(checks.length / 2) : 0
    for (const [index, check] of checks.slice(0, count).entries()) {
      const share = (index + 1) / (checks.length + 2)
      const correct = random.chance(skill)
      this.answers.push({ ...row(at(share)), checkId: check.id, ...answer(check.options, correct, random) })
      if (correct || random.chance(0.35)) continue
      const again = at(share + 0.4 / (checks.length + 2))
      this.answers.push({
        ...row(again),
        checkId: check.id,
        ...answer(check.options, random.chance(0.85), random),
      })
    }
    if (reach === 'done') this.completions.push(row(at(1)))
    const last = reach === 'opened' ? at(0.3) : at(1)
    const seen = this.lastSeen.get(personId)
    if (!seen || last > seen) this.lastSeen.set(personId, last)
  }

  async insert(db: Kysely<DB>): Promise<void> {
    await seedVisit(db, ...this.visits)
    await seedAnswer(db, ...this.answers)
    await seedCompletion(db, ...this.completions)
  }
}

function answer(
  options: { id: string; correct: boolean }[],
  correct: boolean,
  random: Random,
): { chosen: string[]; correct: boolean } {
  const right = options.filter((option) => option.correct).map((option) => option.id)
  if (correct) return { chosen: right, correct }
  const wrong = options.filter((option) => !option.correct).map((option) => option.id)
  const slip = wrong[random.whole(0, wrong.length - 1)] ?? ''
  const chosen = right.length > 1 ? [...right.slice(1), slip].sort() : [slip]
  return { chosen, correct }
}
