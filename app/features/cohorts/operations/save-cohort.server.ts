import { sql } from 'kysely'
import type { Permit } from '#app/access/permit.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction, type TxCtx } from '#app/platform/ctx.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { localDate } from '../calendar.ts'
import { daysUntil, RETENTION_LEAD } from '../retention.ts'

export type CohortSettings = {
  name: string
  startDate: string
  zone: string
  days: number
  openingMinute: number
  /** Seconds after a deadline in which texts still arrive; attempts that are begun keep theirs. */
  graceSeconds: number
  /** The local date on which the participants are erased; null: they are kept. */
  retainUntil: string | null
}

/**
 * Creates a cohort (permit `cohort.manage`) or changes the one of the permit (`cohort.change`); refuses with
 * `name_taken`, and with `too_soon` where the day of erasure is new and leaves no time for its last warning.
 */
export async function saveCohort(
  ctx: Ctx,
  permit: Permit<'cohort.manage'> | Permit<'cohort.change'>,
  settings: CohortSettings,
): Promise<Result<{ cohortId: string }, 'name_taken' | 'too_soon'>> {
  return inTransaction(ctx, async (tx) => {
    // Names are decided on one after the other: of two changes to one name at once the second one sees the first.
    await sql`select pg_advisory_xact_lock(hashtext('cohort.name'))`.execute(tx.db)
    const own = permit.action === 'cohort.change' ? (permit as Permit<'cohort.change'>).cohortId : null
    if (await isTooSoon(tx, own, settings)) return refuse('too_soon')
    const cohortId = own ? await change(tx, own, settings) : await create(tx, settings)
    if (!cohortId) return refuse('name_taken')
    const type = own ? 'cohort.changed' : 'cohort.created'
    await recordAudit(tx, { type, subjectId: cohortId, details: { ...settings } })
    return ok({ cohortId })
  })
}

/** A day that stands already may pass; a new one has to leave time. */
async function isTooSoon(
  tx: TxCtx,
  id: string | null,
  { retainUntil, zone }: CohortSettings,
): Promise<boolean> {
  if (retainUntil === null || daysUntil(localDate(tx.now(), zone), retainUntil) >= RETENTION_LEAD)
    return false
  if (!id) return true
  const row = await tx.db
    .selectFrom('cohort')
    .where('id', '=', id)
    .select(sql<string | null>`retain_until::text`.as('retainUntil'))
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row?.retainUntil !== retainUntil
}

const columns = ({
  name,
  startDate,
  zone,
  days,
  openingMinute,
  graceSeconds,
  retainUntil,
}: CohortSettings) => ({
  name,
  start_date: startDate,
  zone,
  days,
  opening_minute: openingMinute,
  grace_seconds: graceSeconds,
  retain_until: retainUntil,
})

async function create(tx: TxCtx, settings: CohortSettings): Promise<string | null> {
  const row = await tx.db
    .insertInto('cohort')
    .values(columns(settings))
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

async function change(tx: TxCtx, id: string, settings: CohortSettings): Promise<string | null> {
  const namesake = await tx.db
    .selectFrom('cohort')
    .where('name', '=', settings.name)
    .where('id', '<>', id)
    .select('id')
    .executeTakeFirst()
  if (namesake) return null
  const isKept = sql`retain_until is not distinct from ${settings.retainUntil}::date`
  await tx.db
    .updateTable('cohort')
    .set(columns(settings))
    .set({
      // A new day is warned of anew.
      retention_warned: sql`case when ${isKept} then retention_warned end`,
      retention_warned_at: sql`case when ${isKept} then retention_warned_at end`,
    })
    .where('id', '=', id)
    .execute()
  return id
}
