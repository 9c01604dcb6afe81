import { sql } from 'kysely'
import type { Permit } from '#app/access/permit.ts'
import type { Ctx } from '#app/platform/ctx.ts'

/** How one prompt is marked in a cohort; `setAt` and `setBy` are null where nothing was ever decided. */
export type PolicyRow = {
  promptId: string
  slug: string
  title: string
  day: number
  turnaroundHours: number | null
  setAt: Date | null
  setBy: string | null
}

/** Every prompt with the marking policy that is in force for a cohort, in the order of the course. */
export async function policiesOf(ctx: Ctx, { cohortId }: Permit<'cohort.change'>): Promise<PolicyRow[]> {
  const { rows } = await sql<PolicyRow>`
    select p.id as "promptId", p.slug, v.texts -> ${ctx.locale}::text ->> 'title' as title, v.day,
      c.turnaround_hours as "turnaroundHours", c.set_at as "setAt", u.name as "setBy"
    from prompt p
      cross join lateral (select * from prompt_version where prompt_id = p.id order by number desc limit 1) v
      left join lateral current_policy(${cohortId}::uuid, p.id) c on true
      left join person u on u.id = c.set_by
    order by v.day, p.slug`.execute(ctx.db)
  return rows
}

/** What is promised on a prompt: so many hours from handing in, and the time for the own essay that waits. */
export type FeedbackPromise = { hours: number | null; dueAt: Date | null }

/**
 * When a participant gets feedback: for the newest essay that counts, while it is not released, and for one that is
 * handed in now.
 */
export async function feedbackPromise(
  ctx: Ctx,
  { personId, cohortId, promptSlug }: { personId: string; cohortId: string; promptSlug: string },
): Promise<FeedbackPromise> {
  const { rows } = await sql<FeedbackPromise>`
    select (current_policy(${cohortId}::uuid, p.id)).turnaround_hours as hours,
      (select case when m.released_at is null then t.due_at end from submission s
        join marking_task t on t.script_id = s.id and t.seat = 'first' join marking_state m on m.submission_id = s.id
        where s.person_id = ${personId}::uuid and s.prompt_id = p.id and s.superseded_at is null
        order by s.submitted_at desc limit 1) as "dueAt"
    from prompt p where p.slug = ${promptSlug}::text`.execute(ctx.db)
  return rows[0] ?? { hours: null, dueAt: null }
}
