import { type RawBuilder, sql } from 'kysely'
import { LRUCache } from 'lru-cache'
import type { Permit } from '#app/access/permit.ts'
import type { Criterion } from '#app/features/rubrics/rubric.ts'
import type { Locale, Localised } from '#app/i18n/locales.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { type Allowance, noAllowance } from '../attempt.ts'
import type { PromptKind } from '../prompt.ts'
import type { WordLimits } from '../word-limits.ts'

/**
 * The newest attempt of a participant at a prompt, with what was handed in last: in this attempt, or in an earlier
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

/** The newest feedback that a participant may read; it stays when a later attempt begins or is handed in. */
export type Feedback = {
  /** Number of the attempt it is about. */
  attempt: number
  releasedAt: Date
  points: number
  maxPoints: number
  passPoints: number
}

/** A prompt in its newest version, with everything of one person that it depends on. */
export type PromptRow = {
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
  feedback: Feedback | null
}

// JSON has no moments: they come as text.
type Jsonified<T> = {
  [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | null ? string | null : T[K]
}

/** A prompt as JSON out of the database; `readPrompts` makes a row of it. */
export type PromptJson = Omit<PromptRow, 'title' | 'allowance' | 'newest' | 'feedback'> & {
  versionId: string
  allowance: Jsonified<Allowance> | null
  newest: Jsonified<Omit<AttemptRow, 'submission'>> | null
  submission: Jsonified<NonNullable<AttemptRow['submission']>> | null
  feedback: (Jsonified<Pick<Feedback, 'attempt' | 'releasedAt' | 'points'>> & { versionId: string }) | null
}

/**
 * All prompts of a person in the order of the course, or the one at `slug`, as a JSON array that can stand among the
 * columns of another statement.
 */
export const promptsJson = (personId: string, slug: string | null = null): RawBuilder<PromptJson[]> => sql`
  coalesce((select json_agg(x order by x.day, x.slug) from (
    select p.slug, n.id as "versionId", n.kind, n.day, n.due_day as "dueDay", n.cut_off_day as "cutOffDay", n.minutes,
      n.attempts, json_build_object('min', n.words_min, 'max', n.words_max, 'rule', n.words_rule) as limits,
      (select json_build_object('extraMinutes', l.extra_minutes, 'dueAt', l.due_at) from allowance l
        where l.prompt_id = p.id and l.person_id = ${personId} order by l.granted_at desc limit 1) as allowance,
      (select json_build_object('id', a.id, 'number', a.number, 'locale', a.locale, 'startedAt', a.started_at,
          'deadlineAt', a.deadline_at, 'graceSeconds', a.grace_seconds, 'closedAt', a.closed_at) from attempt a
        where a.prompt_id = p.id and a.person_id = ${personId} order by a.number desc limit 1) as newest,
      (select json_build_object('receipt', s.receipt_number, 'submittedAt', s.submitted_at, 'words', s.words,
          'late', s.late, 'released', o.submission_id is not null)
        from submission s left join released_outcome o on o.submission_id = s.id
        where s.prompt_id = p.id and s.person_id = ${personId} and s.superseded_at is null
        order by s.submitted_at desc limit 1) as submission,
      (select json_build_object('attempt', a.number, 'versionId', s.prompt_version_id, 'releasedAt', o.released_at,
          'points', o.points)
        from submission s join attempt a on a.id = s.attempt_id join released_outcome o on o.submission_id = s.id
        where s.prompt_id = p.id and s.person_id = ${personId} and s.superseded_at is null
        order by s.submitted_at desc limit 1) as feedback
    from prompt p
    cross join lateral (
      select v.id, v.kind, v.day, v.due_day, v.cut_off_day, v.minutes, v.attempts, v.words_min, v.words_max,
        v.words_rule
      from prompt_version v where v.prompt_id = p.id order by v.number desc limit 1) n
    where ${slug}::text is null or p.slug = ${slug}::text) x), '[]')`

type VersionTexts = { titles: Partial<Record<Locale, string>>; maxPoints: number; passPoints: number }

// Versions of prompts never change: titles and scales are read once a process.
const textsByVersion = new LRUCache<string, VersionTexts>({ max: 500 })

async function readTexts(ctx: Ctx, ids: string[]): Promise<void> {
  const { rows } = await sql<VersionTexts & { id: string }>`
    select v.id, r.pass_points as "passPoints",
      jsonb_build_object('kk', v.texts #> '{kk,title}', 'ru', v.texts #> '{ru,title}', 'en', v.texts #> '{en,title}')
        as titles,
      (select sum((c->>'max')::numeric) from jsonb_array_elements(r.criteria) c) as "maxPoints"
    from prompt_version v join rubric r on r.id = v.rubric_id where v.id = any(${ids}::uuid[])`.execute(
    ctx.db,
  )
  for (const { id, ...texts } of rows) textsByVersion.set(id, texts)
}

/** Makes rows of what `promptsJson` gave, with titles in the reader's language. */
export async function readPrompts(ctx: Ctx, prompts: PromptJson[]): Promise<PromptRow[]> {
  const ids = prompts.flatMap(({ versionId, feedback }) => [
    versionId,
    ...(feedback ? [feedback.versionId] : []),
  ])
  const missing = ids.filter((id) => !textsByVersion.has(id))
  if (missing.length > 0) await readTexts(ctx, missing)
  return prompts.map((prompt) => promptRow(ctx.locale, prompt))
}

function promptRow(locale: Locale, prompt: PromptJson): PromptRow {
  const { versionId, allowance, newest, submission, feedback, ...facts } = prompt
  const titles = textsByVersion.get(versionId)?.titles ?? {}
  return {
    ...facts,
    title: titles[locale] ?? titles.ru ?? facts.slug,
    allowance: allowance
      ? { extraMinutes: allowance.extraMinutes, dueAt: moment(allowance.dueAt) }
      : noAllowance,
    newest: newest && {
      ...newest,
      startedAt: new Date(newest.startedAt),
      deadlineAt: new Date(newest.deadlineAt),
      closedAt: moment(newest.closedAt),
      submission: submission && { ...submission, submittedAt: new Date(submission.submittedAt) },
    },
    feedback: feedback && feedbackRow(feedback),
  }
}

function feedbackRow({ versionId, releasedAt, ...rest }: NonNullable<PromptJson['feedback']>): Feedback {
  const { maxPoints = 0, passPoints = 0 } = textsByVersion.get(versionId) ?? {}
  return { ...rest, releasedAt: new Date(releasedAt), maxPoints, passPoints }
}

const moment = (text: string | null): Date | null => (text === null ? null : new Date(text))

/** Every prompt with the state of the participant's work at it, in the order of the course. */
export async function listPrompts(ctx: Ctx, permit: Permit<'essay.list'>): Promise<PromptRow[]> {
  const { rows } = await sql<{ prompts: PromptJson[] }>`
    select ${promptsJson(permit.personId)} as prompts`.execute(ctx.db)
  return readPrompts(ctx, rows[0]?.prompts ?? [])
}

/** One prompt with its brief and rubric. */
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
  const { rows } = await sql<Pick<PromptPage, 'brief' | 'scaffold' | 'rubric'> & { prompts: PromptJson[] }>`
    select ${promptsJson(personId, promptSlug)} as prompts, v.scaffold, v.texts -> ${ctx.locale} ->> 'brief' as brief,
      jsonb_build_object('title', r.title, 'passPoints', r.pass_points, 'criteria', r.criteria) as rubric
    from prompt_version v join rubric r on r.id = v.rubric_id
    where v.prompt_id = (select id from prompt where slug = ${promptSlug})
    order by v.number desc limit 1`.execute(ctx.db)
  const [row] = rows
  if (!row) return null
  const { prompts, ...page } = row
  const [prompt] = await readPrompts(ctx, prompts)
  return prompt ? { ...prompt, ...page } : null
}
