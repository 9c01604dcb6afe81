import { sql } from 'kysely'
import type { Scope } from '#app/access/permit.ts'
import type { Recipient } from '#app/features/notifications/steps/notify.server.ts'
import type { TxCtx } from '#app/platform/ctx.ts'
import { type Released, toRelease } from '../queries/release.server.ts'

/** Whom a released outcome is written to; `person` is null where the account is closed. */
export type ReleasedOutcome = { submissionId: string; slug: string; title: string; person: Recipient | null }

type Row = Recipient & { submissionId: string; slug: string; title: string; closed: boolean }

/**
 * Opens the gate for outcomes that are still closed; nobody releases an essay of their own. Returns whom to write to.
 * The outcomes are locked, in one order: what their markers take back at this moment is not released.
 */
export async function setReleased(
  tx: TxCtx,
  { scope, which, by }: { scope: Scope; which: Released; by: string },
): Promise<ReleasedOutcome[]> {
  const { rows } = await sql<Row>`
    with due as (
        select o.id, o.script_id from outcome o join submission s on s.id = o.script_id
        where ${toRelease(scope, which, by)} order by o.id for no key update of o),
      opened as (
        insert into release (outcome_id, released_at, released_by)
        select id, ${tx.now()}::timestamptz, ${by}::uuid from due on conflict do nothing returning outcome_id)
    select s.id as "submissionId", p.slug, pv.texts -> u.locale ->> 'title' as title, u.id, u.name, u.email, u.locale,
      u.deactivated_at is not null as closed
    from opened join due on due.id = opened.outcome_id join submission s on s.id = due.script_id
      join person u on u.id = s.person_id join prompt p on p.id = s.prompt_id
      join prompt_version pv on pv.id = s.prompt_version_id`.execute(tx.db)
  return rows.map(({ submissionId, slug, title, closed, ...person }) => ({
    submissionId,
    slug,
    title,
    person: closed ? null : person,
  }))
}
