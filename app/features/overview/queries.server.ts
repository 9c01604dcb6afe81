import { sql } from 'kysely'
import type { Permit } from '#app/access/permit.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { SMALL_GROUP } from '../progress/standing.ts'

/** How much of what waits for somebody. */
export type Figures = {
  waiting: number
  unreleased: number
  /** Texts that came after the last call of an essay and that nobody has decided on. */
  copies: number
  unseen: number
  refused: number
  outdated: number
}

/**
 * Counts what needs attention in the cohorts of the permit; lessons belong to no cohort. Whoever sees chosen cohorts only
 * gets no figures of those with fewer than `SMALL_GROUP` active participants. One statement.
 */
export async function figuresNow(ctx: Ctx, permit: Permit<'overview.read'>): Promise<Figures> {
  const { scope } = permit
  const inScope = (column: string) =>
    scope === 'all' ? sql`true` : sql`${sql.ref(column)} in (select id from watched)`
  const { rows } = await sql<Figures>`
    with watched as (
      select e.cohort_id as id from enrolment e join person p on p.id = e.person_id
      where e.cohort_id = any(${scope === 'all' ? [] : scope}::uuid[])
        and p.role = 'participant' and p.deactivated_at is null
      group by e.cohort_id having count(*) >= ${SMALL_GROUP}
    ), live as (
      select distinct on (lesson_id, locale) lesson_id, locale, version_id from lesson_publication
      where effective_at <= ${ctx.now()} order by lesson_id, locale, effective_at desc, id desc
    ), newest as (
      select distinct on (lesson_id, locale) state from lesson_version
      order by lesson_id, locale, number desc
    )
    select
      (select count(*)::int from submission s where ${inScope('s.cohort_id')} and s.superseded_at is null
        and not exists (select from outcome o where o.submission_id = s.id)) as waiting,
      (select count(*)::int from outcome o join submission s on s.id = o.submission_id
        where o.released_at is null and s.superseded_at is null and ${inScope('s.cohort_id')}) as unreleased,
      (select count(*)::int from late_copy k join attempt a on a.id = k.attempt_id
        where k.accepted_at is null and ${inScope('a.cohort_id')}) as copies,
      (select count(*)::int from person p where p.deactivated_at is null and p.last_seen_at is null
        and (${scope === 'all'} or exists (
          select from enrolment e where e.person_id = p.id and ${inScope('e.cohort_id')}))) as unseen,
      (select count(*)::int from newest where state = 'refused') as refused,
      (select count(*)::int from live
        join lesson_version v on v.id = live.version_id
        join lesson_version source on source.id = v.translated_from
        join live original on original.lesson_id = live.lesson_id and original.locale = source.locale
        where original.version_id <> source.id) as outdated`.execute(ctx.db)
  const [row] = rows
  if (!row) throw new Error('a select of figures has one row')
  return row
}
