import { sql } from 'kysely'
import type { Locale } from '#app/i18n/locales.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import type { WordLimits } from '../word-limits.ts'

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
  /** Feedback on this or an earlier attempt may be read. */
  feedback: boolean
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
    .select(
      sql<boolean>`exists (select from submission f join released_outcome o on o.submission_id = f.id
        where f.person_id = s.person_id and f.prompt_id = s.prompt_id and f.superseded_at is null)`.as(
        'feedback',
      ),
    )
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
