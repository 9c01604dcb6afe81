import { sql } from 'kysely'
import type { Locale } from '#app/i18n/locales.ts'
import type { Ctx } from '#app/platform/ctx.ts'

/** An attempt of a person, without its texts. */
export type ExportedAttempt = {
  id: string
  essay: string
  title: string
  number: number
  locale: Locale
  startedAt: Date
  deadlineAt: Date
  graceSeconds: number
  closedAt: Date | null
  closedBy: string | null
  ownWorkAt: Date | null
  fromAttempt: number | null
}

/** Every attempt of a person, by essay and number. */
export const exportAttempts = (ctx: Ctx, personId: string): Promise<ExportedAttempt[]> =>
  ctx.db
    .selectFrom('attempt as a')
    .innerJoin('prompt as p', 'p.id', 'a.prompt_id')
    .innerJoin('prompt_version as v', 'v.id', 'a.prompt_version_id')
    .leftJoin('attempt as f', 'f.id', 'a.from_attempt_id')
    .where('a.person_id', '=', personId)
    .orderBy('p.slug')
    .orderBy('a.number')
    .select(['a.id', 'p.slug as essay', 'a.number', 'a.locale', 'a.started_at as startedAt'])
    .select(['a.deadline_at as deadlineAt', 'a.grace_seconds as graceSeconds', 'a.closed_at as closedAt'])
    .select(['a.closed_by as closedBy', 'a.own_work_at as ownWorkAt', 'f.number as fromAttempt'])
    .select(sql<string>`coalesce(v.texts -> a.locale ->> 'title', p.slug)`.as('title'))
    .execute()

/** Ids of everything that a person handed in, replaced or not. */
export async function submissionIds(ctx: Ctx, personId: string): Promise<string[]> {
  const rows = await ctx.db.selectFrom('submission').where('person_id', '=', personId).select('id').execute()
  return rows.map(({ id }) => id)
}

/** Extra time that was allowed to a person, with its reason. */
export const exportAllowances = (ctx: Ctx, personId: string) =>
  ctx.db
    .selectFrom('allowance as l')
    .innerJoin('prompt as p', 'p.id', 'l.prompt_id')
    .where('l.person_id', '=', personId)
    .orderBy('l.granted_at')
    .select(['p.slug as essay', 'l.extra_minutes as extraMinutes', 'l.due_at as dueAt'])
    .select(['l.reason', 'l.granted_at as grantedAt'])
    .execute()

/** A text of an attempt; `facts` is what is known of it besides its words. The code that markers see is not in it. */
export type ExportedText = { kind: TextKind; at: Date; text: string; facts: TextFacts }
type TextFacts = { words: number; receipt?: string; revision?: number } & Record<string, unknown>
export type TextKind = 'submission' | 'draft' | 'snapshot' | 'late_copy'

// A text has at most 200,000 bytes.
const BATCH = 10

/** Every text of an attempt: what was handed in, the last draft, snapshots, copies that came late. A few at a time. */
export async function* exportTexts(ctx: Ctx, attemptId: string): AsyncGenerator<ExportedText> {
  for (const kind of ['submission', 'draft', 'snapshot', 'late_copy'] as const) {
    let after = { at: '-infinity', id: '00000000-0000-0000-0000-000000000000' }
    for (;;) {
      const { rows } = await sql<ExportedText & { id: string; place: string }>`
        select id, at::text as place, at, text, facts, ${kind} as kind from (${SOURCES[kind]}) t
        where attempt_id = ${attemptId} and (at, id) > (${after.at}::timestamptz, ${after.id}::uuid)
        order by at, id limit ${BATCH}`.execute(ctx.db)
      for (const { id, place, ...text } of rows) {
        yield text
        after = { at: place, id }
      }
      if (rows.length < BATCH) break
    }
  }
}

const SOURCES = {
  submission: sql`select id, attempt_id, submitted_at as at, text, jsonb_build_object(
    'receipt', receipt_number, 'words', words, 'sha256', sha256, 'late', late,
    'replacedAt', superseded_at) as facts from submission`,
  draft: sql`select attempt_id as id, attempt_id, saved_at as at, text, jsonb_build_object('revision', revision,
    'words', words, 'editorSeenAt', editor_seen_at) as facts from draft`,
  snapshot: sql`select id, attempt_id, taken_at as at, text, jsonb_build_object('revision', revision, 'words', words,
    'reason', reason, 'pinned', pinned) as facts from draft_snapshot`,
  late_copy: sql`select id, attempt_id, received_at as at, text, jsonb_build_object('words', words, 'sha256', sha256,
    'acceptedAt', accepted_at, 'acceptedReason', accepted_reason) as facts from late_copy`,
}
