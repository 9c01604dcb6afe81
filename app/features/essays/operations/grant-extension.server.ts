import { sql } from 'kysely'
import type { Permit } from '#app/access/permit.ts'
import { type Calendar, essayTimes } from '#app/features/cohorts/calendar.ts'
import { notifyAll, type Recipient } from '#app/features/notifications/steps/notify.server.ts'
import { formatZoned } from '#app/i18n/dates.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { recordAudits } from '#app/platform/audit.server.ts'
import { actorId, type Ctx, inTransaction, type TxCtx } from '#app/platform/ctx.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { type Allowance, movedDeadline } from '../attempt.ts'
import { enqueueClosings, lockWriters } from '../steps/time.server.ts'

/** More time: for whom (ids, or everybody of the cohort), how much in all, why. */
export type Extension = Allowance & { promptSlug: string; people: string[] | 'all'; reason: string }

type Refusal = 'no_prompt' | 'nobody' | 'due_past'

/**
 * Allows participants of the permit's cohort more time for one prompt: minutes in all beyond everybody's, and a due
 * time of their own. The newest decision counts; none of both takes an earlier one back. A running attempt's deadline
 * moves at once and its closing with it. Everybody is told by mail; `linkTo` makes the absolute address of the essay.
 * Refuses with `no_prompt`, `nobody` (no participant of the cohort is among the people) or `due_past`. Returns how
 * many participants it is for.
 */
export async function grantExtension(
  ctx: Ctx,
  { cohortId }: Permit<'attempt.extend'>,
  { promptSlug, people, reason, ...allowed }: Extension,
  linkTo: (promptSlug: string) => string,
): Promise<Result<number, Refusal>> {
  const now = ctx.now()
  if (allowed.dueAt && allowed.dueAt <= now) return refuse('due_past')
  return inTransaction(ctx, async (tx) => {
    const prompt = await tx.db
      .selectFrom('prompt')
      .where('slug', '=', promptSlug)
      .select('id')
      .executeTakeFirst()
    if (!prompt) return refuse('no_prompt')
    const calendar = await calendarOf(tx, cohortId)
    const ids = await participantsAmong(tx, cohortId, people)
    if (ids.length === 0) return refuse('nobody')
    await lockWriters(tx, prompt.id, ids)
    const writers = await writersOf(tx, prompt.id, ids)
    await sql`
      insert into allowance (person_id, cohort_id, prompt_id, extra_minutes, due_at, reason, granted_by, granted_at)
      select id, ${cohortId}::uuid, ${prompt.id}::uuid, ${allowed.extraMinutes}::integer, ${allowed.dueAt}::timestamptz,
        ${reason}::text, ${actorId(tx)}::uuid, ${now}::timestamptz
      from unnest(${ids}::uuid[]) id`.execute(tx.db)
    await moveDeadlines(tx, writers, { calendar, allowed, reason })
    const { extraMinutes, dueAt } = allowed
    const details = { promptSlug, extraMinutes, dueAt: dueAt?.toISOString() ?? null, reason }
    await recordAudits(
      tx,
      ids.map((subjectId) => ({ type: 'allowance.granted', subjectId, details })),
    )
    const told = { ...allowed, calendar, link: linkTo(promptSlug) }
    await notifyAll(
      tx,
      writers.map((writer) => messageTo(writer, told, now)),
    )
    return ok(ids.length)
  })
}

const calendarOf = (tx: TxCtx, cohortId: string): Promise<Calendar> =>
  tx.db
    .selectFrom('cohort')
    .where('id', '=', cohortId)
    .select([sql<string>`start_date::text`.as('startDate'), 'zone', 'days'])
    .select('opening_minute as openingMinute')
    .executeTakeFirstOrThrow()

async function participantsAmong(tx: TxCtx, cohortId: string, people: string[] | 'all'): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('enrolment as e')
    .innerJoin('person as p', 'p.id', 'e.person_id')
    .where('e.cohort_id', '=', cohortId)
    .where('p.role', '=', 'participant')
    .where('p.deactivated_at', 'is', null)
    .$if(people !== 'all', (query) => query.where(sql<boolean>`p.id = any(${people}::uuid[])`))
    .orderBy('p.id')
    .select('p.id')
    .execute()
  return rows.map(({ id }) => id)
}

type Running = {
  id: string
  startedAt: Date
  deadlineAt: Date
  graceSeconds: number
  minutes: number
  day: number
  dueDay: number
  cutOffDay: number
}

type Writer = Recipient & { title: string; before: Allowance; running: Running | null }

/** The people with what they were allowed so far and the attempt that runs, which is locked. */
async function writersOf(tx: TxCtx, promptId: string, ids: string[]): Promise<Writer[]> {
  const { rows: running } = await sql<Running & { personId: string }>`
    select a.id, a.person_id as "personId", a.started_at as "startedAt", a.deadline_at as "deadlineAt",
      a.grace_seconds as "graceSeconds", v.minutes, v.day, v.due_day as "dueDay", v.cut_off_day as "cutOffDay"
    from attempt a join prompt_version v on v.id = a.prompt_version_id
    where a.prompt_id = ${promptId} and a.closed_at is null and a.person_id = any(${ids}::uuid[])
    order by a.id for no key update of a`.execute(tx.db)
  const { rows } = await sql<
    Omit<Writer, 'running' | 'before'> & { extraMinutes: number; dueAt: Date | null }
  >`
    select p.id, p.name, p.email, p.locale, coalesce(v.texts -> p.locale ->> 'title', '') as title,
      coalesce(l.extra_minutes, 0) as "extraMinutes", l.due_at as "dueAt"
    from person p
    cross join lateral (
      select texts from prompt_version where prompt_id = ${promptId} order by number desc limit 1) v
    left join lateral (
      select extra_minutes, due_at from allowance where person_id = p.id and prompt_id = ${promptId}
      order by granted_at desc limit 1) l on true
    where p.id = any(${ids}::uuid[]) order by p.id`.execute(tx.db)
  return rows.map(({ extraMinutes, dueAt, ...person }) => ({
    ...person,
    before: { extraMinutes, dueAt },
    running: running.find(({ personId }) => personId === person.id) ?? null,
  }))
}

/** Where the deadline of the running attempt is from now on; null where none runs. */
function deadlineFor(
  { running, before }: Writer,
  calendar: Calendar,
  after: Allowance,
  now: Date,
): Date | null {
  if (!running) return null
  const timeOf = ({ extraMinutes, dueAt }: Allowance) => ({
    minutes: running.minutes + extraMinutes,
    cutOffAt: essayTimes(calendar, running, dueAt).cutOffAt,
  })
  return movedDeadline(running, timeOf(before), timeOf(after), now)
}

type Move = { calendar: Calendar; allowed: Allowance; reason: string }

/** Moves the deadlines of the attempts that run, and their closing by the server. */
async function moveDeadlines(
  tx: TxCtx,
  writers: Writer[],
  { calendar, allowed, reason }: Move,
): Promise<void> {
  const moved = writers.flatMap((writer) => {
    const deadlineAt = deadlineFor(writer, calendar, allowed, tx.now())
    const { running } = writer
    if (!running || !deadlineAt || deadlineAt.getTime() === running.deadlineAt.getTime()) return []
    const { id, graceSeconds, deadlineAt: from } = running
    return [{ id, graceSeconds, from, deadlineAt }]
  })
  if (moved.length === 0) return
  await sql`
    update attempt set deadline_at = m."deadlineAt"
    from json_to_recordset(${JSON.stringify(moved)}::json) as m(id uuid, "deadlineAt" timestamptz)
    where attempt.id = m.id`.execute(tx.db)
  await enqueueClosings(tx, moved)
  await recordAudits(
    tx,
    moved.map(({ id, from, deadlineAt }) => ({
      type: 'attempt.extended',
      subjectId: id,
      details: { from: from.toISOString(), to: deadlineAt.toISOString(), reason },
    })),
  )
}

type Told = Allowance & { calendar: Calendar; link: string }

function messageTo(writer: Writer, { calendar, link, ...allowed }: Told, now: Date) {
  const { id, name, email, locale, title } = writer
  const { extraMinutes: minutes, dueAt } = allowed
  const deadlineAt = deadlineFor(writer, calendar, allowed, now)
  const said = (at: Date | null) => (at ? formatZoned(at, locale, calendar.zone, translator(locale)) : '')
  const yes = (there: unknown) => (there ? ('yes' as const) : ('no' as const))
  const change = minutes > 0 || dueAt ? ('allowed' as const) : ('withdrawn' as const)
  const times = { hasDue: yes(dueAt), due: said(dueAt), running: yes(deadlineAt), deadline: said(deadlineAt) }
  const notification = { kind: 'extended' as const, title, change, minutes, ...times, link }
  return { to: { id, name, email, locale }, notification }
}
