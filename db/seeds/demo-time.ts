import type { Kysely } from 'kysely'
import type { DB } from '../schema.ts'
import { momentOf, type SeedCalendar } from './study.ts'
import { type SeedEssay, seedSubmission } from './submissions.ts'
import { seedAllowance, seedLateCopy, seedRunning } from './writing.ts'

type Asked = {
  cohortId: string
  /** Participants who have neither begun the case analysis nor handed in the diagnostic essay. */
  free: { id: string; locale: string }[]
  admin: string
  diagnostic: (locale: string) => SeedEssay
  analysis: (locale: string) => SeedEssay
  now: Date
}

const MINUTE = 60_000
const reasons = {
  ill: 'Больничный лист до 25-го числа',
  weak: 'Слабое зрение: больше времени по решению комиссии',
  away: 'Командировка в районный суд, связи почти нет',
}

/**
 * What staff decide about time, on day 5: two participants with more minutes and one with a due time of her own, one
 * essay that came late, one that the server closed and whose end arrived after the last call, and two being written.
 */
export async function seedDemoTime(db: Kysely<DB>, asked: Asked): Promise<void> {
  const { cohortId, admin, now } = asked
  const calendar: SeedCalendar = await db
    .selectFrom('cohort')
    .where('id', '=', cohortId)
    .select(['start_date', 'zone', 'days', 'opening_minute'])
    .executeTakeFirstOrThrow()
  const [ill, weak, away, tardy, cut, busy, quick] = asked.free
  const ago = (minutes: number) => new Date(now.getTime() - minutes * MINUTE)
  const allowed = { cohortId, promptSlug: 'case-analysis', by: admin, at: ago(300) }
  if (ill) await seedAllowance(db, { ...allowed, personId: ill.id, extraMinutes: 30, reason: reasons.ill })
  if (weak) await seedAllowance(db, { ...allowed, personId: weak.id, extraMinutes: 45, reason: reasons.weak })
  if (away) {
    const dueAt = momentOf(calendar, 8, 20 * 60)
    await seedAllowance(db, { ...allowed, personId: away.id, dueAt, reason: reasons.away })
  }
  if (tardy) {
    const { locale, text } = asked.diagnostic(tardy.locale)
    const essay = { personId: tardy.id, cohortId, promptSlug: 'diagnostic', locale, text, key: 'late' }
    await seedSubmission(db, { ...essay, submittedAt: momentOf(calendar, 4, 9 * 60 + 40), late: true })
  }
  if (cut) {
    const { locale, text } = asked.analysis(cut.locale)
    const taken = text.slice(0, Math.round(text.length * 0.8))
    const essay = { personId: cut.id, cohortId, promptSlug: 'case-analysis', locale, text: taken, key: 'cut' }
    const submissionId = await seedSubmission(db, { ...essay, submittedAt: ago(150), closedBy: 'deadline' })
    const { attempt_id: attemptId } = await db
      .selectFrom('submission')
      .where('id', '=', submissionId)
      .select('attempt_id')
      .executeTakeFirstOrThrow()
    await seedLateCopy(db, { attemptId, text, receivedAt: ago(138) })
  }
  for (const [writer, minutesAgo] of [
    [busy, 48],
    [quick, 16],
  ] as const) {
    if (!writer) continue
    const { locale, text } = asked.analysis(writer.locale)
    const begun = {
      personId: writer.id,
      cohortId,
      promptSlug: 'case-analysis',
      locale,
      text,
      minutesAgo,
      now,
    }
    await seedRunning(db, begun)
  }
}
