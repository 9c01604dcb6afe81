import { sql } from 'kysely'
import type { Permit } from '#app/access/permit.ts'
import type { PromptText } from '#app/features/essays/prompt.ts'
import type { Criterion } from '#app/features/rubrics/rubric.ts'
import type { Locale, Localised } from '#app/i18n/locales.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import type { Lease } from '../lease.ts'
import type { MarkContent } from '../mark.ts'

/** A marker's draft with its revision; 0 where there is none. */
export type MarkDraft = MarkContent & { revision: number; savedAt: Date | null }

/** A script for marking: nothing in it says who wrote it. */
export type Script = {
  submissionId: string
  alias: string
  locale: Locale
  text: string
  words: number
  /** It came after the due time. */
  late: boolean
  submittedAt: Date
  /** Brief and model answer in the essay's language, notes in the marker's. */
  prompt: Omit<PromptText, 'title'> & { title: Localised; wordsMin: number; wordsMax: number }
  rubricId: string
  rubricTitle: Localised
  passPoints: number
  criteria: Criterion[]
  lease: Lease | null
  draft: MarkDraft
  /** Who has finished a mark on it. */
  markedBy: string | null
}

type Stored = Omit<MarkContent, 'savedAt'> & { revision: number; savedAt: string }

function draftOf(stored: Stored | null): MarkDraft {
  if (!stored) return { scores: {}, remarks: {}, annotations: [], overall: '', revision: 0, savedAt: null }
  return { ...stored, savedAt: new Date(stored.savedAt) }
}

// The open seat of a script that concerns a marker most: the one in hand, else one that is free, else one that is taken.
const openSeat = (ctx: Ctx, markerId: string) =>
  sql<{ task_id: string; marker_id: string | null; expires_at: Date | null }>`lateral (
    select t.id as task_id, h.marker_id, h.expires_at from marking_task t left join grading_lease h on h.task_id = t.id
    where t.script_id = s.id and t.done_at is null
    order by coalesce(h.marker_id = ${markerId}::uuid, false) desc, coalesce(h.expires_at > ${ctx.now()}, false), t.seat
    limit 1)`

// A marker who has marked sees the own mark; the others see who did only when no seat is open any more.
const markedBy = (markerId: string) =>
  sql<string | null>`(select m.marker_id from mark m where m.script_id = s.id and m.withdrawn_at is null
    and (l.task_id is null or m.marker_id = ${markerId}::uuid)
    order by m.marker_id = ${markerId}::uuid desc, m.seat limit 1)`

/** Everything that the marking screen shows, in one statement. */
export async function scriptOf(ctx: Ctx, permit: Permit<'submission.mark'>): Promise<Script> {
  const row = await ctx.db
    .selectFrom('submission as s')
    .innerJoin('prompt_version as pv', 'pv.id', 's.prompt_version_id')
    .innerJoin('rubric as r', 'r.id', 'pv.rubric_id')
    .leftJoin(openSeat(ctx, permit.markerId).as('l'), (join) => join.onTrue())
    .where('s.id', '=', permit.submissionId)
    .select([
      's.id as submissionId',
      's.alias',
      's.locale',
      's.text',
      's.words',
      's.late',
      's.submitted_at as submittedAt',
    ])
    .select(['r.id as rubricId', 'r.title as rubricTitle', 'r.pass_points as passPoints', 'r.criteria'])
    .select(['l.marker_id as heldBy', 'l.expires_at as heldUntil', markedBy(permit.markerId).as('markedBy')])
    .select(['pv.words_min as wordsMin', 'pv.words_max as wordsMax'])
    .select([
      sql<Localised>`json_build_object('kk', pv.texts -> 'kk' ->> 'title', 'ru', pv.texts -> 'ru' ->> 'title',
        'en', pv.texts -> 'en' ->> 'title')`.as('title'),
      sql<string>`pv.texts -> s.locale ->> 'brief'`.as('brief'),
      sql<string>`pv.texts -> s.locale ->> 'model'`.as('model'),
      sql<string>`pv.texts -> ${ctx.locale}::text ->> 'notes'`.as('notes'),
      sql<Stored | null>`(select json_build_object('revision', d.revision, 'scores', d.scores, 'remarks', d.remarks,
        'annotations', d.annotations, 'overall', d.overall, 'savedAt', d.saved_at) from mark_draft d
        where d.script_id = s.id and d.marker_id = ${permit.markerId}::uuid)`.as('stored'),
    ])
    .executeTakeFirstOrThrow()
  const { heldBy, heldUntil, title, brief, model, notes, wordsMin, wordsMax, stored, ...script } = row
  return {
    ...script,
    rubricTitle: script.rubricTitle as Localised,
    criteria: script.criteria as Criterion[],
    prompt: { title, brief, model, notes, wordsMin, wordsMax },
    lease: heldBy && heldUntil ? { markerId: heldBy, expiresAt: heldUntil } : null,
    draft: draftOf(stored),
  }
}
