import { redirect } from '@remix-run/node'
import { paths } from '#app/paths.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { isUuid } from '#app/platform/uuid.ts'
import type { Person } from './actor.ts'
import {
  attemptFacts,
  cohortExists,
  type Facts,
  importExists,
  lessonIdOf,
  personExists,
  submissionFacts,
} from './facts.server.ts'
import { type Action, type Relation, relationFor } from './permissions.ts'
import type { Permit, PermitIds, Scope } from './permit.ts'

/** What the route knows from the address, before anything is checked: which rows are requested. */
type FactsOf = {
  'lesson.study': { slug: string }
  'self-check.answer': { versionId: string }
  'practice.test': { testId: string }
  'attempt.begin': { promptSlug: string }
  'feedback.read': { promptSlug: string }
  'attempt.write': { attemptId: string }
  'submission.mark': { submissionId: string }
  'attempt.extend': { cohortId: string }
  'attempt.change': { attemptId: string }
  'person.change': { personId: string }
  'import.manage': { importId: string }
  'cohort.change': { cohortId: string }
  'lesson.change': { slug: string }
  'job.retry': { jobId: string }
}

/** For every other action there is nothing to know. */
type Requested = { [A in Action]: A extends keyof FactsOf ? FactsOf[A] : null }

// "Not there" and "not yours" are one answer: the address of a row tells nobody whether it exists.
const notFound = () => new Response(null, { status: 404 })
const forbidden = () => new Response(null, { status: 403 })

function person(ctx: Ctx, request: Request): Person {
  if (ctx.actor.kind === 'person') return ctx.actor
  const { pathname, search } = new URL(request.url)
  // A form that was sent without a session cannot be repeated by a link: come back to its page.
  throw redirect(paths.signIn(request.method === 'GET' ? pathname + search : undefined))
}

const relationHolds = (who: Person, relation: Relation, facts: Facts): boolean =>
  relation === 'any' ||
  (relation === 'own' && facts.ownerId === who.id) ||
  (relation === 'cohort' && who.cohorts.some((cohort) => cohort.id === facts.cohortId))

async function checkedRow(who: Person, relation: Relation, facts: Promise<Facts | null>): Promise<Facts> {
  const found = await facts
  if (!found || !relationHolds(who, relation, found)) throw notFound()
  return found
}

function ownCohort(who: Person): string {
  const cohort = who.cohorts[0]
  // Nothing of the course can be shown without a cohort; that page says so, and what to do.
  if (!cohort) throw redirect(paths.today())
  return cohort.id
}

const scopeOf = (who: Person, relation: Relation): Scope =>
  relation === 'any' ? 'all' : who.cohorts.map((cohort) => cohort.id)

type Check<A extends Action> = (
  ctx: Ctx,
  who: Person,
  relation: Relation,
  requested: Requested[A],
) => Promise<PermitIds[A]> | PermitIds[A]

const checks: { [A in Action]: Check<A> } = {
  'account.manage': (_ctx, who) => ({ personId: who.id }),
  'second-factor.manage': (_ctx, who) => ({ personId: who.id }),
  'course.read': (_ctx, who) => ({ personId: who.id, cohortId: ownCohort(who) }),
  'lesson.study': (_ctx, who, _relation, { slug }) => ({ personId: who.id, cohortId: ownCohort(who), slug }),
  'self-check.answer': (_ctx, who, _relation, { versionId }) => ({
    personId: who.id,
    cohortId: ownCohort(who),
    versionId,
  }),
  'progress.read.own': (_ctx, who) => ({ personId: who.id, cohortId: who.cohorts[0]?.id ?? null }),
  'practice.read': (_ctx, who) => ({ personId: who.id, cohortId: ownCohort(who) }),
  'practice.begin': (_ctx, who) => ({ personId: who.id, cohortId: ownCohort(who) }),
  // Whose test it is, its statements look at themselves: an answer is one statement.
  'practice.test': (_ctx, who, _relation, { testId }) => {
    if (!isUuid(testId)) throw notFound()
    return { personId: who.id, cohortId: ownCohort(who), testId }
  },
  'essay.list': (_ctx, who) => ({ personId: who.id, cohortId: who.cohorts[0]?.id ?? null }),
  'attempt.begin': (_ctx, who, _relation, { promptSlug }) => ({
    personId: who.id,
    cohortId: ownCohort(who),
    promptSlug,
  }),
  'attempt.write': async (ctx, who, relation, { attemptId }) => {
    await checkedRow(who, relation, attemptFacts(ctx.db, attemptId))
    return { personId: who.id, attemptId }
  },
  'feedback.read': (_ctx, who, _relation, { promptSlug }) => ({ personId: who.id, promptSlug }),
  'queue.read': (_ctx, who) => ({ markerId: who.id, cohortIds: who.cohorts.map((cohort) => cohort.id) }),
  'submission.mark': async (ctx, who, relation, { submissionId }) => {
    const { ownerId } = await checkedRow(who, relation, submissionFacts(ctx.db, submissionId))
    // Whoever wrote a script never marks it.
    if (ownerId === who.id) throw notFound()
    return { markerId: who.id, submissionId }
  },
  'outcome.release': (_ctx, who, relation) => ({ scope: scopeOf(who, relation) }),
  'attempt.list': () => ({}),
  'attempt.extend': async (ctx, _who, _relation, { cohortId }) => {
    if (!(await cohortExists(ctx.db, cohortId))) throw notFound()
    return { cohortId }
  },
  'attempt.change': async (ctx, who, relation, { attemptId }) => {
    await checkedRow(who, relation, attemptFacts(ctx.db, attemptId))
    return { attemptId }
  },
  'overview.read': (_ctx, who, relation) => ({ scope: scopeOf(who, relation) }),
  'people.manage': () => ({}),
  'person.change': async (ctx, _who, _relation, { personId }) => {
    if (!(await personExists(ctx.db, personId))) throw notFound()
    return { personId }
  },
  'import.manage': async (ctx, _who, _relation, { importId }) => {
    if (!(await importExists(ctx.db, importId))) throw notFound()
    return { importId }
  },
  'cohort.manage': () => ({}),
  'cohort.change': async (ctx, _who, _relation, { cohortId }) => {
    if (!(await cohortExists(ctx.db, cohortId))) throw notFound()
    return { cohortId }
  },
  'lesson.manage': () => ({}),
  'lesson.change': async (ctx, _who, _relation, { slug }) => {
    const lessonId = await lessonIdOf(ctx.db, slug)
    if (!lessonId) throw notFound()
    return { lessonId, slug }
  },
  'progress.read.names': (_ctx, who, relation) => ({ scope: scopeOf(who, relation) }),
  'progress.read.essays': (_ctx, who, relation) => ({ scope: scopeOf(who, relation) }),
  'progress.read.figures': (_ctx, who, relation) => ({ scope: scopeOf(who, relation) }),
  'jobs.read': () => ({}),
  'job.retry': (_ctx, _who, _relation, { jobId }) => ({ jobId }),
}

/**
 * Checks that the actor may do `action` to the rows in `requested` and mints the permit that operations and queries
 * demand. Throws a redirect to sign-in for visitors, to the setting-up for staff who lack a required second factor, 403 where the role may never, 404 where the row is not there
 * or not in reach.
 */
export async function authorize<A extends Action>(
  ctx: Ctx,
  request: Request,
  action: A,
  requested: Requested[A],
): Promise<Permit<A>> {
  const who = person(ctx, request)
  if (who.needsSecondFactor && action !== 'second-factor.manage') throw redirect(paths.secondFactor())
  const relation = relationFor(action, who.role)
  if (!relation) throw forbidden()
  const check = checks[action] as Check<A>
  const ids = await check(ctx, who, relation, requested)
  return { ...ids, action } as unknown as Permit<A>
}

/** The signed-in person, or a redirect to sign-in. For pages that only need to know who it is. */
export const requirePerson = person
