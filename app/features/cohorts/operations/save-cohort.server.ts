import { sql } from 'kysely'
import type { Permit } from '#app/access/permit.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction, type TxCtx } from '#app/platform/ctx.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'

export type CohortSettings = {
  name: string
  startDate: string
  zone: string
  days: number
  openingMinute: number
  /** Seconds after a deadline in which texts still arrive; attempts that are begun keep theirs. */
  graceSeconds: number
}

/**
 * Creates a cohort (permit `cohort.manage`) or changes the one of the permit (`cohort.change`); refuses with
 * `name_taken`.
 */
export async function saveCohort(
  ctx: Ctx,
  permit: Permit<'cohort.manage'> | Permit<'cohort.change'>,
  settings: CohortSettings,
): Promise<Result<{ cohortId: string }, 'name_taken'>> {
  return inTransaction(ctx, async (tx) => {
    // Names are decided on one after the other: of two changes to one name at once the second one sees the first.
    await sql`select pg_advisory_xact_lock(hashtext('cohort.name'))`.execute(tx.db)
    const own = permit.action === 'cohort.change' ? (permit as Permit<'cohort.change'>).cohortId : null
    const cohortId = own ? await change(tx, own, settings) : await create(tx, settings)
    if (!cohortId) return refuse('name_taken')
    const type = own ? 'cohort.changed' : 'cohort.created'
    await recordAudit(tx, { type, subjectId: cohortId, details: { ...settings } })
    return ok({ cohortId })
  })
}

const columns = ({ name, startDate, zone, days, openingMinute, graceSeconds }: CohortSettings) => ({
  name,
  start_date: startDate,
  zone,
  days,
  opening_minute: openingMinute,
  grace_seconds: graceSeconds,
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
  await tx.db.updateTable('cohort').set(columns(settings)).where('id', '=', id).execute()
  return id
}
