import { sql } from 'kysely'
import type { Permit } from '#app/access/permit.ts'
import type { Locale } from '#app/i18n/locales.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import type { AttemptState } from '../essay-state.ts'
import { attemptStateSql, joinSubmission } from './attempt-state.server.ts'

/** An attempt in detail, for staff: everything but the words. */
export type AttemptDetail = {
  id: string
  personId: string
  name: string
  email: string
  cohort: { id: string; name: string; zone: string }
  slug: string
  title: string
  number: number
  locale: Locale
  state: AttemptState
  /** A later attempt has been begun. */
  followed: boolean
  startedAt: Date
  deadlineAt: Date
  graceSeconds: number
  closedAt: Date | null
  closedBy: 'participant' | 'deadline' | null
  ownWorkAt: Date | null
  /** Number of the earlier attempt whose text this one began with. */
  fromNumber: number | null
  draft: { revision: number; bytes: number; savedAt: Date }
}

/** The attempt of a permit, in one statement. */
export async function attemptDetail(
  ctx: Ctx,
  { attemptId }: Permit<'attempt.change'>,
): Promise<AttemptDetail> {
  const { rows } = await sql<
    Omit<AttemptDetail, 'draft'> & { revision: number; bytes: number; savedAt: Date }
  >`
    select a.id, p.id as "personId", p.name, p.email,
      json_build_object('id', c.id, 'name', c.name, 'zone', c.zone) as cohort,
      t.slug, coalesce(v.texts #>> ${`{${ctx.locale},title}`}::text[], t.slug) as title, a.number, a.locale,
      ${attemptStateSql(ctx.now())} as state,
      exists (select from attempt l where l.person_id = a.person_id and l.prompt_id = a.prompt_id
        and l.number > a.number) as followed,
      a.started_at as "startedAt", a.deadline_at as "deadlineAt", a.grace_seconds as "graceSeconds",
      a.closed_at as "closedAt", a.closed_by as "closedBy", a.own_work_at as "ownWorkAt",
      (select f.number from attempt f where f.id = a.from_attempt_id) as "fromNumber",
      d.revision, octet_length(d.text) as bytes, d.saved_at as "savedAt"
    from attempt a
    join person p on p.id = a.person_id
    join cohort c on c.id = a.cohort_id
    join prompt t on t.id = a.prompt_id
    join prompt_version v on v.id = a.prompt_version_id
    join draft d on d.attempt_id = a.id
    ${joinSubmission}
    where a.id = ${attemptId}`.execute(ctx.db)
  const [row] = rows
  if (!row) throw new Error('the permit names an attempt that is not there')
  const { revision, bytes, savedAt, ...attempt } = row
  return { ...attempt, draft: { revision, bytes, savedAt } }
}

type Sized = { words: number; bytes: number }

/** Something that happened to an attempt, or that staff did to it; sizes, never words. `by`: who did it. */
export type AttemptEvent = { id: string; at: Date; by: string | null } & (
  | {
      kind: 'snapshot'
      facts: Sized & { reason: 'begin' | 'writing' | 'conflict' | 'restore' | 'close'; revision: number }
    }
  | {
      kind: 'copy'
      facts: Sized & { acceptedAt: string | null; acceptedReason: string | null }
    }
  | { kind: 'submission'; facts: Sized & { receipt: string; late: boolean; supersededAt: string | null } }
  | { kind: 'allowance'; facts: { extraMinutes: number; dueAt: string | null; reason: string } }
  | { kind: 'audit'; facts: { type: string; details: Record<string, unknown> } }
)

/** Entries of the audit log that no other event stands for. */
const TIMELINE_AUDITS = [
  'attempt.extended',
  'attempt.reopened',
  'attempt.text_read',
  'attempt.closed_empty',
  'late_copy.accepted',
]

// Far more events than an attempt has; the page stays bounded.
const EVENT_LIMIT = 1000

/** Everything that happened to the attempt of a permit, in its order, in one statement. */
export async function timelineOf(ctx: Ctx, { attemptId }: Permit<'attempt.change'>): Promise<AttemptEvent[]> {
  const { rows } = await sql<AttemptEvent>`
    select * from (
      select 'snapshot' as kind, t.id::text as id, t.taken_at as at, null as by,
        json_build_object('reason', t.reason, 'revision', t.revision, 'words', t.words,
          'bytes', octet_length(t.text)) as facts
      from draft_snapshot t where t.attempt_id = ${attemptId}
      union all
      select 'copy', c.id::text, c.received_at, null, json_build_object('words', c.words,
        'bytes', octet_length(c.text), 'acceptedAt', c.accepted_at, 'acceptedReason', c.accepted_reason)
      from late_copy c where c.attempt_id = ${attemptId}
      union all
      select 'submission', s.id::text, s.submitted_at, null, json_build_object('words', s.words,
        'bytes', octet_length(s.text), 'receipt', s.receipt_number, 'late', s.late, 'supersededAt', s.superseded_at)
      from submission s where s.attempt_id = ${attemptId}
      union all
      select 'allowance', l.id::text, l.granted_at, g.name, json_build_object('extraMinutes', l.extra_minutes,
        'dueAt', l.due_at, 'reason', l.reason)
      from attempt a
      join allowance l on l.person_id = a.person_id and l.prompt_id = a.prompt_id
      join person g on g.id = l.granted_by
      where a.id = ${attemptId}
      union all
      select 'audit', e.id::text, e.at, p.name, json_build_object('type', e.type, 'details', e.details)
      from audit_event e left join person p on p.id = e.actor_id
      where e.subject_id = ${attemptId}::text and e.type = any(${TIMELINE_AUDITS}::text[])) x
    order by at, kind, id limit ${EVENT_LIMIT}`.execute(ctx.db)
  return rows
}

/** A text of an attempt that staff may ask for. */
export type TextSource = { source: 'draft' | 'snapshot' | 'copy' | 'submission'; id: string | null }

/** The text asked for, where the attempt of the permit has it; null where it has not. */
export async function textOf(
  ctx: Ctx,
  { attemptId }: Permit<'attempt.change'>,
  { source, id }: TextSource,
): Promise<string | null> {
  if (source === 'draft') {
    const draft = await ctx.db
      .selectFrom('draft')
      .where('attempt_id', '=', attemptId)
      .select('text')
      .executeTakeFirst()
    return draft?.text ?? null
  }
  const table = { snapshot: 'draft_snapshot', copy: 'late_copy', submission: 'submission' } as const
  const row = await ctx.db
    .selectFrom(table[source])
    .where('attempt_id', '=', attemptId)
    .where('id', '=', id)
    .select('text')
    .executeTakeFirst()
  return row?.text ?? null
}
