import { sql } from 'kysely'
import type { Permit } from '#app/access/permit.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { actorId, type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import type { Policy } from '../forms.server.ts'

/**
 * Decides how a cohort's essays on a prompt are marked that are handed in from now on; what was promised before stays.
 * The same policy again changes nothing. Refuses with `no_prompt`.
 */
export async function setPolicy(
  ctx: Ctx,
  { cohortId }: Permit<'cohort.change'>,
  { promptId, turnaroundHours }: Policy,
): Promise<Result<null, 'no_prompt'>> {
  return inTransaction(ctx, async (tx) => {
    // Two who decide at once do it one after the other.
    await sql`select pg_advisory_xact_lock(hashtext(${`policy ${cohortId}`}))`.execute(tx.db)
    const { rows } = await sql<{ known: boolean; number: number; hours: number | null }>`
      select exists (select from prompt where id = ${promptId}::uuid) as known,
        coalesce(c.number, 0) as number, c.turnaround_hours as hours
      from current_policy(${cohortId}::uuid, ${promptId}::uuid) c`.execute(tx.db)
    const [last] = rows
    if (!last?.known) return refuse('no_prompt')
    if (last.hours === turnaroundHours) return ok(null)
    await tx.db
      .insertInto('marking_policy')
      .values({
        cohort_id: cohortId,
        prompt_id: promptId,
        number: last.number + 1,
        turnaround_hours: turnaroundHours,
        set_by: actorId(tx),
        set_at: tx.now(),
      })
      .execute()
    const details = { promptId, turnaroundHours }
    await recordAudit(tx, { type: 'marking-policy.set', subjectId: cohortId, details })
    return ok(null)
  })
}
