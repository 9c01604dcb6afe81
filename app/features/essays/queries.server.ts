import { type SqlBool, sql } from 'kysely'
import { jsonObjectFrom } from 'kysely/helpers/postgres'
import type { Permit } from '#app/access/permit.ts'
import type { Criterion } from '#app/features/rubrics/rubric.ts'
import type { Locale, Localised } from '#app/i18n/locales.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { type Allowance, noAllowance } from './attempt.ts'
import type { PromptKind } from './prompt.ts'
import type { WordLimits } from './word-limits.ts'

/**
 * The newest attempt of a participant at a prompt, with what she has handed in last: of this attempt, or of an earlier
 * one where this one came to nothing. Points are never here.
 */
export type AttemptRow = {
  id: string
  number: number
  locale: Locale
  startedAt: Date
  deadlineAt: Date
  graceSeconds: number
  closedAt: Date | null
  submission: { receipt: string; submittedAt: Date; words: number; late: boolean; released: boolean } | null
}

export type PromptRow = {
  id: string
  versionId: string
  slug: string
  kind: PromptKind
  title: string
  day: number
  dueDay: number
  cutOffDay: number
  minutes: number
  limits: WordLimits
  attempts: number
  allowance: Allowance
  newest: AttemptRow | null
}

type Jsonified<T> = { [K in keyof T]: T[K] extends Date | null ? string | null : T[K] }
type RawAttempt = Jsonified<Omit<AttemptRow, 'submission'>> & {
  submission: Jsonified<NonNullable<AttemptRow['submission']>> | null
}

const instant = (text: string): Date => new Date(text)

type RawPrompt = {
  newest: unknown
  allowance: unknown
  wordsMin: number
  wordsMax: number
  wordsRule: string
}

/** What JSON and columns gave, as rows are read. */
function promptRow<R extends RawPrompt>(row: R) {
  const { newest, allowance, wordsMin, wordsMax, wordsRule, ...prompt } = row
  const own = allowance as { extraMinutes: number; dueAt: string | null } | null
  return {
    ...prompt,
    limits: { min: wordsMin, max: wordsMax, rule: wordsRule as WordLimits['rule'] },
    allowance: own
      ? { extraMinutes: own.extraMinutes, dueAt: own.dueAt ? instant(own.dueAt) : null }
      : noAllowance,
    newest: attemptRow(newest as RawAttempt | null),
  }
}

function attemptRow(raw: RawAttempt | null): AttemptRow | null {
  if (!raw) return null
  const { submission, startedAt, deadlineAt, closedAt } = raw
  return {
    ...raw,
    startedAt: instant(startedAt as string),
    deadlineAt: instant(deadlineAt as string),
    closedAt: closedAt ? instant(closedAt) : null,
    submission: submission && { ...submission, submittedAt: instant(submission.submittedAt as string) },
  } as AttemptRow
}

/** Prompts, each in its newest version, with the newest attempt of one person. */
function promptsFor(ctx: Ctx, personId: string) {
  return ctx.db
    .selectFrom('prompt as p')
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('prompt_version')
          .whereRef('prompt_id', '=', 'p.id')
          .orderBy('number', 'desc')
          .limit(1)
          .selectAll()
          .as('v'),
      (join) => join.onTrue(),
    )
    .select((eb) => [
      'p.id',
      'v.id as versionId',
      'p.slug',
      'v.kind',
      'v.day',
      'v.due_day as dueDay',
      'v.cut_off_day as cutOffDay',
      'v.minutes',
      'v.words_min as wordsMin',
      'v.words_max as wordsMax',
      'v.words_rule as wordsRule',
      'v.attempts',
      sql<string>`v.texts -> ${ctx.locale} ->> 'title'`.as('title'),
      jsonObjectFrom(
        eb
          .selectFrom('allowance as l')
          .whereRef('l.prompt_id', '=', 'p.id')
          .where('l.person_id', '=', personId)
          .orderBy('l.granted_at', 'desc')
          .limit(1)
          .select(['l.extra_minutes as extraMinutes', 'l.due_at as dueAt']),
      ).as('allowance'),
      jsonObjectFrom(
        eb
          .selectFrom('attempt as a')
          .whereRef('a.prompt_id', '=', 'p.id')
          .where('a.person_id', '=', personId)
          .orderBy('a.number', 'desc')
          .limit(1)
          .select((inner) => [
            'a.id',
            'a.number',
            'a.locale',
            'a.started_at as startedAt',
            'a.deadline_at as deadlineAt',
            'a.grace_seconds as graceSeconds',
            'a.closed_at as closedAt',
            jsonObjectFrom(
              inner
                .selectFrom('submission as s')
                .leftJoin('outcome as o', 'o.submission_id', 's.id')
                .whereRef('s.prompt_id', '=', 'a.prompt_id')
                .where('s.person_id', '=', personId)
                .where('s.superseded_at', 'is', null)
                .orderBy('s.submitted_at', 'desc')
                .limit(1)
                .select(['s.receipt_number as receipt', 's.submitted_at as submittedAt', 's.words', 's.late'])
                .select(sql<SqlBool>`o.released_at is not null`.as('released')),
            ).as('submission'),
          ]),
      ).as('newest'),
    ])
}

/** Every prompt with where the participant stands, in the order of the course. */
export async function listPrompts(ctx: Ctx, permit: Permit<'essay.list'>): Promise<PromptRow[]> {
  const rows = await promptsFor(ctx, permit.personId).orderBy('v.day').orderBy('p.slug').execute()
  return rows.map(promptRow)
}

export type PromptPage = PromptRow & {
  /** HTML, in the person's language. */
  brief: string
  scaffold: 'none' | 'irac' | 'judgment'
  rubric: { title: Localised; passPoints: number; criteria: Criterion[] }
}

/** One prompt with its brief and rubric; null where there is none of that name. */
export async function promptPage(
  ctx: Ctx,
  { personId, promptSlug }: { personId: string; promptSlug: string },
): Promise<PromptPage | null> {
  const row = await promptsFor(ctx, personId)
    .innerJoin('rubric as r', 'r.id', 'v.rubric_id')
    .where('p.slug', '=', promptSlug)
    .select(['v.scaffold', 'r.title as rubricTitle', 'r.pass_points as passPoints', 'r.criteria'])
    .select(sql<string>`v.texts -> ${ctx.locale} ->> 'brief'`.as('brief'))
    .executeTakeFirst()
  if (!row) return null
  const { rubricTitle, passPoints, criteria, scaffold, ...prompt } = promptRow(row)
  return {
    ...prompt,
    scaffold: scaffold as PromptPage['scaffold'],
    rubric: { title: rubricTitle as Localised, passPoints, criteria: criteria as unknown as Criterion[] },
  }
}

export type Draft = { revision: number; text: string; savedAt: Date }

/** The draft of an attempt; it exists from the begin on. */
export function draftOf(ctx: Ctx, attemptId: string): Promise<Draft> {
  return ctx.db
    .selectFrom('draft')
    .where('attempt_id', '=', attemptId)
    .select(['revision', 'text', 'saved_at as savedAt'])
    .executeTakeFirstOrThrow()
}

export type Receipt = {
  title: string
  number: string
  submittedAt: Date
  words: number
  late: boolean
  sha256: string
  locale: Locale
}

/** The receipt of the newest submission to a prompt; null where nothing was submitted. */
export async function receiptOf(
  ctx: Ctx,
  { personId, promptSlug }: { personId: string; promptSlug: string },
): Promise<Receipt | null> {
  const row = await ctx.db
    .selectFrom('submission as s')
    .innerJoin('prompt as p', 'p.id', 's.prompt_id')
    .innerJoin('prompt_version as v', 'v.id', 's.prompt_version_id')
    .where('s.person_id', '=', personId)
    .where('p.slug', '=', promptSlug)
    .where('s.superseded_at', 'is', null)
    .orderBy('s.submitted_at', 'desc')
    .select([
      's.receipt_number as number',
      's.submitted_at as submittedAt',
      's.words',
      's.late',
      's.sha256',
      's.locale',
    ])
    .select(sql<string>`v.texts -> ${ctx.locale} ->> 'title'`.as('title'))
    .executeTakeFirst()
  return row ?? null
}

/** The limits of words of an attempt, by the version of the prompt that it was begun with. */
export async function limitsOf(ctx: Ctx, attemptId: string): Promise<WordLimits> {
  const { rule, ...limits } = await ctx.db
    .selectFrom('attempt as a')
    .innerJoin('prompt_version as v', 'v.id', 'a.prompt_version_id')
    .where('a.id', '=', attemptId)
    .select(['v.words_min as min', 'v.words_max as max', 'v.words_rule as rule'])
    .executeTakeFirstOrThrow()
  return { ...limits, rule: rule as WordLimits['rule'] }
}
