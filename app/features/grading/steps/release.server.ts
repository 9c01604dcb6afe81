import { sql } from 'kysely'
import type { Scope } from '#app/access/permit.ts'
import type { Recipient } from '#app/features/notifications/steps/notify.server.ts'
import type { TxCtx } from '#app/platform/ctx.ts'
import { type Released, toRelease } from '../queries/release.server.ts'

/** Whom a released outcome is written to; `person` is null where the account is closed. */
export type ReleasedOutcome = { submissionId: string; slug: string; title: string; person: Recipient | null }

/** Opens the gate for outcomes that are still closed; nobody releases an essay of their own. Returns whom to write to. */
export async function setReleased(
  tx: TxCtx,
  { scope, which, by }: { scope: Scope; which: Released; by: string },
): Promise<ReleasedOutcome[]> {
  const rows = await tx.db
    .updateTable('outcome as o')
    .from('submission as s')
    .innerJoin('person as u', 'u.id', 's.person_id')
    .innerJoin('prompt as p', 'p.id', 's.prompt_id')
    .innerJoin('prompt_version as pv', 'pv.id', 's.prompt_version_id')
    .set({ released_at: tx.now(), released_by: by })
    .whereRef('s.id', '=', 'o.submission_id')
    .where(toRelease(scope, which, by))
    .returning([
      's.id as submissionId',
      'p.slug',
      'u.id',
      'u.name',
      'u.email',
      'u.locale',
      'u.deactivated_at',
    ])
    .returning(sql<string>`pv.texts -> u.locale ->> 'title'`.as('title'))
    .execute()
  return rows.map(({ submissionId, slug, title, deactivated_at, ...person }) => ({
    submissionId,
    slug,
    title,
    person: deactivated_at ? null : person,
  }))
}
