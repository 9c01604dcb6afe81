import { randomUUID } from 'node:crypto'
import type { Insertable, Kysely } from 'kysely'
import type { Cohort, DB } from '../schema.ts'

export type SeededCohort = { id: string; startDate: string; zone: string; days: number }

/** The day (YYYY-MM-DD) that lies `days` before the day of `now` in `zone`. */
function daysBefore(now: Date, days: number, zone = 'Asia/Almaty'): string {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(now)
  return new Date(Date.parse(`${today}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)
}

/** Inserts one cohort of 14 days; today is its day 5 unless a start date is given. */
export async function seedCohort(
  db: Kysely<DB>,
  given: Partial<Insertable<Cohort>> & { now?: Date } = {},
): Promise<SeededCohort> {
  const { now = new Date(), ...columns } = given
  const cohort = {
    id: randomUUID(),
    name: `Cohort ${randomUUID().slice(0, 8)}`,
    start_date: daysBefore(now, 4),
    zone: 'Asia/Almaty',
    days: 14,
    ...columns,
  }
  await db.insertInto('cohort').values(cohort).execute()
  return { id: cohort.id, startDate: String(cohort.start_date), zone: cohort.zone, days: cohort.days }
}
