import { expressionBuilder, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Role } from '#app/access/actor.ts'
import type { Permit } from '#app/access/permit.ts'
import type { Locale } from '#app/i18n/locales.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import type { DB } from '#db/schema.ts'
import { type Cursor, containing, writeCursor } from '../cursor.ts'

const PAGE = 50

/** `unseen`: never signed in; `active`: has; `deactivated`: may not any more. */
export const personStates = ['active', 'unseen', 'deactivated'] as const
export type PersonState = (typeof personStates)[number]

/** What a list of people is narrowed to; null is no condition. */
export type PeopleFilter = {
  search: string
  cohortId: string | null
  role: Role | null
  state: PersonState | null
}

/** One person as staff see it. */
export type PersonRow = {
  id: string
  name: string
  email: string
  role: Role
  locale: Locale
  region: string | null
  employer: string | null
  phone: string | null
  lastSeenAt: Date | null
  deactivatedAt: Date | null
  erasedAt: Date | null
  /** False until a password was chosen: only then can an invitation be sent again. */
  hasPassword: boolean
  hasSecondFactor: boolean
  cohorts: { id: string; name: string }[]
}

export type PeoplePage = {
  rows: PersonRow[]
  total: number
  previous: string | null
  next: string | null
}

function matches({ search, cohortId, role, state }: PeopleFilter) {
  const eb = expressionBuilder<DB & { p: DB['person'] }, 'p'>()
  const all = []
  if (search.trim()) {
    const pattern = containing(search)
    all.push(eb.or([eb('p.name', 'ilike', pattern), eb('p.email', 'ilike', pattern)]))
  }
  if (cohortId)
    all.push(
      eb.exists(
        eb
          .selectFrom('enrolment as e')
          .whereRef('e.person_id', '=', 'p.id')
          .where('e.cohort_id', '=', cohortId)
          .select('e.person_id'),
      ),
    )
  if (role) all.push(eb('p.role', '=', role))
  if (state) all.push(eb('p.deactivated_at', state === 'deactivated' ? 'is not' : 'is', null))
  if (state === 'unseen') all.push(eb('p.last_seen_at', 'is', null))
  if (state === 'active') all.push(eb('p.last_seen_at', 'is not', null))
  return eb.and(all)
}

const byName = sql<string>`p.name collate "kk-x-icu"`

const people = (ctx: Ctx) =>
  ctx.db
    .selectFrom('person as p')
    .select([
      'p.id',
      'p.name',
      'p.email',
      'p.role',
      'p.locale',
      'p.region',
      'p.employer',
      'p.phone',
      'p.last_seen_at as lastSeenAt',
      'p.deactivated_at as deactivatedAt',
      'p.erased_at as erasedAt',
    ])
    .select((eb) => [
      eb('p.password_hash', 'is not', null).$castTo<boolean>().as('hasPassword'),
      eb('p.second_factor_at', 'is not', null).$castTo<boolean>().as('hasSecondFactor'),
      jsonArrayFrom(
        eb
          .selectFrom('enrolment as e')
          .innerJoin('cohort as c', 'c.id', 'e.cohort_id')
          .whereRef('e.person_id', '=', 'p.id')
          .orderBy('c.start_date', 'desc')
          .select(['c.id', 'c.name']),
      ).as('cohorts'),
    ])

/** One page of the people that a filter leaves, in the order of the Kazakh alphabet, and how many there are in all. */
export async function listPeople(
  ctx: Ctx,
  _permit: Permit<'people.manage'>,
  filter: PeopleFilter,
  cursor: Cursor | null,
): Promise<PeoplePage> {
  const back = cursor?.back ?? false
  const direction = back ? 'desc' : 'asc'
  let query = people(ctx)
    .where(matches(filter))
    .orderBy(byName, direction)
    .orderBy('p.id', direction)
    .limit(PAGE + 1)
  if (cursor) {
    const here = sql`(p.name collate "kk-x-icu", p.id)`
    const there = sql`(${cursor.name}::text collate "kk-x-icu", ${cursor.id}::uuid)`
    query = query.where(back ? sql<boolean>`${here} < ${there}` : sql<boolean>`${here} > ${there}`)
  }
  const [found, { total }] = await Promise.all([
    query.execute(),
    ctx.db
      .selectFrom('person as p')
      .where(matches(filter))
      .select((eb) => eb.fn.countAll<string>().as('total'))
      .executeTakeFirstOrThrow(),
  ])
  const more = found.length > PAGE
  const rows = found.slice(0, PAGE)
  if (back) rows.reverse()
  const first = rows[0]
  const last = rows.at(-1)
  return {
    rows,
    total: Number(total),
    previous: first && (back ? more : cursor) ? writeCursor({ back: true, ...first }) : null,
    next: last && (back || more) ? writeCursor({ back: false, ...last }) : null,
  }
}

/** One person; null where there is none. */
export async function onePerson(
  ctx: Ctx,
  _permit: Permit<'people.manage'>,
  id: string,
): Promise<PersonRow | null> {
  return (await people(ctx).where('p.id', '=', id).executeTakeFirst()) ?? null
}
