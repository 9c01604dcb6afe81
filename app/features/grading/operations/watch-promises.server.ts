import { sql } from 'kysely'
import { notifyAll, type Recipient } from '#app/features/notifications/steps/notify.server.ts'
import { formatZoned } from '#app/i18n/dates.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'

type Near = { count: number; due: Date | null }

/**
 * Tells the leads of a cohort by mail how many scripts on a prompt are not marked although a quarter or less of the
 * promised time is left. Each script is told of once; nothing is sent where nothing is near. `linkTo` makes the
 * absolute address of the queue of a prompt.
 */
export async function watchPromises(
  ctx: Ctx,
  { cohortId, promptId }: { cohortId: string; promptId: string },
  linkTo: (promptSlug: string) => string,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    // The job comes at the full hour before: what becomes near within it is told of too.
    const { rows } = await sql<Near>`
      with near as (
        update marking_task set alarmed_at = ${tx.now()}::timestamptz
        where cohort_id = ${cohortId}::uuid and prompt_id = ${promptId}::uuid and done_at is null and alarmed_at is null
          and due_at - (due_at - waits_since) / 4 <= ${tx.now()}::timestamptz + interval '1 hour'
        returning script_id, due_at)
      select count(distinct script_id)::integer as count, min(due_at) as due from near`.execute(tx.db)
    const [near] = rows
    if (!near?.due) return
    const { due, count } = near
    const leads = await sql<Recipient & { zone: string; slug: string; title: string }>`
      select u.id, u.name, u.email, u.locale, c.zone, p.slug, v.texts -> u.locale ->> 'title' as title
      from enrolment e join person u on u.id = e.person_id join cohort c on c.id = e.cohort_id
        join prompt p on p.id = ${promptId}::uuid
        cross join lateral (select * from prompt_version where prompt_id = p.id order by number desc limit 1) v
      where e.cohort_id = ${cohortId}::uuid and u.role = 'lead' and u.deactivated_at is null
      order by u.id`.execute(tx.db)
    await notifyAll(
      tx,
      leads.rows.map(({ zone, slug, title, ...to }) => ({
        to,
        notification: {
          kind: 'promise' as const,
          title,
          count,
          due: formatZoned(due, to.locale, zone, translator(to.locale)),
          link: linkTo(slug),
        },
      })),
    )
  })
}
