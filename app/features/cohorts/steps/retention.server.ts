import { type RawBuilder, sql } from 'kysely'
import type { Ctx, TxCtx } from '#app/platform/ctx.ts'
import { localDate } from '../calendar.ts'
import { RETENTION_WARNINGS, retentionStep, type Warned } from '../retention.ts'

/** A cohort whose data are erased soon, or today. */
export type RetainedCohort = {
  id: string
  name: string
  zone: string
  /** A local date. */
  retainUntil: string
  warned: Warned
}

type Row = Omit<RetainedCohort, 'warned'> & { warnedDays: number | null; warnedAt: Date | null }

const retained = (now: Date): RawBuilder<Row> => sql<Row>`
  select id, name, zone, retain_until::text as "retainUntil", retention_warned as "warnedDays",
    retention_warned_at as "warnedAt"
  from cohort
  where retain_until <= (${now}::timestamptz at time zone zone)::date + ${RETENTION_WARNINGS[0]}::integer`

const withWarning = ({ warnedDays, warnedAt, ...cohort }: Row): RetainedCohort => ({
  ...cohort,
  warned: warnedDays !== null && warnedAt ? { days: warnedDays, on: localDate(warnedAt, cohort.zone) } : null,
})

/** Cohorts whose data are erased within thirty days or should be already, the next one first. */
export async function cohortsToErase(ctx: Ctx): Promise<RetainedCohort[]> {
  const { rows } = await sql<Row>`${retained(ctx.now())} order by retain_until, id`.execute(ctx.db)
  return rows.map(withWarning)
}

/** What is due for a cohort now, decided on its locked row: its day cannot be moved until the transaction ends. */
export async function lockRetention(
  tx: TxCtx,
  cohortId: string,
): Promise<{ cohort: RetainedCohort; step: ReturnType<typeof retentionStep> } | null> {
  const { rows } = await sql<Row>`${retained(tx.now())} and id = ${cohortId} for no key update`.execute(tx.db)
  if (!rows[0]) return null
  const cohort = withWarning(rows[0])
  const step = retentionStep(localDate(tx.now(), cohort.zone), cohort.retainUntil, cohort.warned)
  return { cohort, step }
}

/** Notes that the warning so many days before went out now; null: that none did. */
export async function noteWarning(tx: TxCtx, cohortId: string, days: number | null): Promise<void> {
  await tx.db
    .updateTable('cohort')
    .set({ retention_warned: days, retention_warned_at: days === null ? null : tx.now() })
    .where('id', '=', cohortId)
    .execute()
}
