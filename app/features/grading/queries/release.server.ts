import { type SelectQueryBuilder, sql } from 'kysely'
import type { Permit, Scope } from '#app/access/permit.ts'
import type { Locale } from '#app/i18n/locales.ts'
import { actorId, type Ctx } from '#app/platform/ctx.ts'
import { titleIn } from './queue.server.ts'

/** A finished script on its way to the participant, by its code. */
export type OutcomeRow = {
  submissionId: string
  alias: string
  title: string
  points: number
  max: number
  passPoints: number
  markerName: string
  decidedAt: Date
  releasedAt: Date | null
  zone: string
}

const RELEASE_PAGE = 50

/** Keeps a list of submissions to the cohorts of a permit. */
const inScope = (scope: Scope) =>
  sql<boolean>`(${scope === 'all'} or s.cohort_id = any(${scope === 'all' ? [] : scope}::uuid[]))`

/** The filter of a list of outcomes: a prompt's slug, the language of the essay. */
export type OutcomeFilter = { prompt: string | null; locale: Locale | null }

/** Keeps a list of submissions `s` to a filter. */
const inFilter = ({ prompt, locale }: OutcomeFilter) =>
  sql<boolean>`(${prompt}::text is null or s.prompt_id = (select id from prompt where slug = ${prompt}))
    and (${locale}::text is null or s.locale = ${locale})`

/** Keeps a list of submissions `s` to what others wrote: nobody releases an essay of their own, or sees its points early. */
const notWrittenBy = (personId: string) => sql<boolean>`s.person_id <> ${personId}::uuid`

type Page = { rows: OutcomeRow[]; more: boolean }
type PageFilter = OutcomeFilter & { after: string | null }

const outcomes = (ctx: Ctx, permit: Permit<'outcome.release'>) =>
  ctx.db
    .selectFrom('current_outcome as o')
    .leftJoin('release as l', 'l.outcome_id', 'o.id')
    .innerJoin('submission as s', 's.id', 'o.script_id')
    .innerJoin('cohort as c', 'c.id', 's.cohort_id')
    .innerJoin('prompt_version as pv', 'pv.id', 's.prompt_version_id')
    .innerJoin('mark as m', (join) => join.on(sql<boolean>`m.id = o.from_marks[1]`))
    .innerJoin('rubric as r', 'r.id', 'm.rubric_id')
    .innerJoin('person as marker', 'marker.id', 'm.marker_id')
    .where(inScope(permit.scope))
    .where(notWrittenBy(actorId(ctx)))
    .where('s.superseded_at', 'is', null)
    .select(['s.id as submissionId', 's.alias', 'o.points', 'r.pass_points as passPoints', 'c.zone'])
    .select(['marker.name as markerName', 'o.decided_at as decidedAt', 'l.released_at as releasedAt'])
    .select([
      titleIn(ctx.locale).as('title'),
      sql<number>`(select sum((x ->> 'max')::integer)::integer from jsonb_array_elements(r.criteria) x)`.as(
        'max',
      ),
    ])

async function pageOf<Tables, Names extends keyof Tables>(
  query: SelectQueryBuilder<Tables, Names, OutcomeRow>,
): Promise<Page> {
  const rows = await query.limit(RELEASE_PAGE + 1).execute()
  return { rows: rows.slice(0, RELEASE_PAGE), more: rows.length > RELEASE_PAGE }
}

/** Finished and not yet released, the longest decided first. */
export const unreleased = (
  ctx: Ctx,
  permit: Permit<'outcome.release'>,
  { after, ...filter }: PageFilter,
): Promise<Page> =>
  pageOf(
    outcomes(ctx, permit)
      .where(inFilter(filter))
      .where('l.released_at', 'is', null)
      .$if(after !== null, (query) =>
        query.where(
          sql<boolean>`(o.decided_at, o.script_id) > (select decided_at, script_id from current_outcome where script_id = ${after}::uuid)`,
        ),
      )
      .orderBy('o.decided_at')
      .orderBy('o.script_id'),
  )

/** Released, the last first. */
export const released = (
  ctx: Ctx,
  permit: Permit<'outcome.release'>,
  { after, ...filter }: PageFilter,
): Promise<Page> =>
  pageOf(
    outcomes(ctx, permit)
      .where(inFilter(filter))
      .where('l.released_at', 'is not', null)
      .$if(after !== null, (query) =>
        query.where(
          sql<boolean>`(l.released_at, o.script_id) < (select x.released_at, c.script_id from current_outcome c
            join release x on x.outcome_id = c.id where c.script_id = ${after}::uuid)`,
        ),
      )
      .orderBy('l.released_at', 'desc')
      .orderBy('o.script_id', 'desc'),
  )

/** What a release is about: submissions by id, or all of a filter that were decided by then. */
export type Released = string[] | (OutcomeFilter & { until: Date })

/**
 * Keeps outcomes `o` of submissions `s` to those that stand, that a release by somebody is about and that are still
 * closed.
 */
export const toRelease = (scope: Scope, which: Released, by: string) =>
  sql<boolean>`o.withdrawn_at is null and not exists (select from release l where l.outcome_id = o.id)
    and not exists (select from outcome n where n.script_id = o.script_id and n.number > o.number
      and n.withdrawn_at is null)
    and s.superseded_at is null and ${inScope(scope)} and ${notWrittenBy(by)} and ${
      Array.isArray(which)
        ? sql`s.id = any(${which}::uuid[])`
        : sql`${inFilter(which)} and o.decided_at <= ${which.until}`
    }`

/** How many outcomes a release would open, and how many e-mails it would send: none to closed accounts. */
export async function releasePreview(
  ctx: Ctx,
  permit: Permit<'outcome.release'>,
  which: Released,
): Promise<{ outcomes: number; mails: number }> {
  return ctx.db
    .selectFrom('current_outcome as o')
    .leftJoin('release as l', 'l.outcome_id', 'o.id')
    .innerJoin('submission as s', 's.id', 'o.script_id')
    .innerJoin('person as u', 'u.id', 's.person_id')
    .where(toRelease(permit.scope, which, actorId(ctx)))
    .select([
      sql<number>`count(*)::integer`.as('outcomes'),
      sql<number>`(count(*) filter (where u.deactivated_at is null))::integer`.as('mails'),
    ])
    .executeTakeFirstOrThrow()
}

/** How many outcomes of one prompt in one language wait and are released. */
export type ReleaseCount = {
  slug: string
  title: string
  locale: Locale
  waiting: number
  released: number
}

/** How many outcomes wait and how many are released, of the permit's cohorts, by prompt and language. */
export async function releaseCounts(ctx: Ctx, permit: Permit<'outcome.release'>): Promise<ReleaseCount[]> {
  return ctx.db
    .selectFrom('current_outcome as o')
    .leftJoin('release as l', 'l.outcome_id', 'o.id')
    .innerJoin('submission as s', 's.id', 'o.script_id')
    .innerJoin('prompt as p', 'p.id', 's.prompt_id')
    .innerJoin('prompt_version as pv', 'pv.id', 's.prompt_version_id')
    .where(inScope(permit.scope))
    .where(notWrittenBy(actorId(ctx)))
    .where('s.superseded_at', 'is', null)
    .select(['p.slug', 's.locale', titleIn(ctx.locale).as('title')])
    .groupBy(['p.slug', 's.locale', 'title'])
    .orderBy('p.slug')
    .orderBy('s.locale')
    .select([
      sql<number>`(count(*) filter (where l.released_at is null))::integer`.as('waiting'),
      sql<number>`(count(*) filter (where l.released_at is not null))::integer`.as('released'),
    ])
    .execute()
}
