import { sql } from 'kysely'
import type { Permit } from '#app/access/permit.ts'
import type { Calendar } from '#app/features/cohorts/calendar.ts'
import { countWords } from '#app/features/lessons/mdx/reading-time.ts'
import type { Locale } from '#app/i18n/locales.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction, type TxCtx } from '#app/platform/ctx.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { deadlineOf, mayBegin } from '../attempt.ts'
import { availabilityOf } from '../availability.ts'
import { takeSnapshot } from '../steps/snapshots.server.ts'
import { allowanceOf, enqueueClosing, lockWriters } from '../steps/time.server.ts'

type Refusal = 'no_prompt' | 'not_open' | 'running' | 'used_up' | 'over'

/** What the participant decides at the begin. `fromEarlier`: start with the text of the attempt before, where there is one. */
type Begin = { locale: Locale; fromEarlier: boolean }

type Earlier = { id: string; text: string }

/**
 * Begins an attempt: from here on the server's clock runs, with the minutes and the due time that the participant was
 * allowed. Two tabs that begin at once get one attempt: the second is refused with `running`.
 */
export async function beginAttempt(
  ctx: Ctx,
  permit: Permit<'attempt.begin'>,
  calendar: Calendar,
  { locale, fromEarlier }: Begin,
): Promise<Result<{ attemptId: string }, Refusal>> {
  return inTransaction(ctx, async (tx) => {
    const prompt = await newestVersion(tx, permit.promptSlug)
    if (!prompt) return refuse('no_prompt')
    const { personId } = permit
    await lockWriters(tx, prompt.id, [personId])
    const newest = await newestAttempt(tx, personId, prompt.id)
    const allowance = await allowanceOf(tx, { personId, promptId: prompt.id })
    const now = tx.now()
    const offer = availabilityOf(calendar, prompt, allowance)
    const decision = mayBegin(offer, newest, now)
    if (!decision.ok) return decision
    const deadlineAt = deadlineOf(now, prompt.minutes + allowance.extraMinutes, offer.cutOffAt)
    const earlier: Earlier | null = fromEarlier && newest?.text ? { id: newest.id, text: newest.text } : null
    const { graceSeconds } = await tx.db
      .selectFrom('cohort')
      .where('id', '=', permit.cohortId)
      .select('grace_seconds as graceSeconds')
      .executeTakeFirstOrThrow()
    const { id } = await tx.db
      .insertInto('attempt')
      .values({
        person_id: personId,
        cohort_id: permit.cohortId,
        prompt_id: prompt.id,
        prompt_version_id: prompt.versionId,
        number: decision.value.number,
        locale,
        started_at: now,
        deadline_at: deadlineAt,
        grace_seconds: graceSeconds,
        own_work_at: now,
        from_attempt_id: earlier?.id ?? null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const text = earlier?.text ?? ''
    await tx.db
      .insertInto('draft')
      .values({ attempt_id: id, text, words: countWords(text), saved_at: now })
      .execute()
    await takeSnapshot(tx, 'begin', { attemptId: id, revision: 0, text, takenAt: now })
    await enqueueClosing(tx, { id, deadlineAt, graceSeconds })
    const details = { locale, from: earlier?.id ?? null, extraMinutes: allowance.extraMinutes }
    await recordAudit(tx, { type: 'attempt.begun', subjectId: id, details })
    return ok({ attemptId: id })
  })
}

const newestVersion = (tx: TxCtx, slug: string) =>
  tx.db
    .selectFrom('prompt as p')
    .innerJoin('prompt_version as v', 'v.prompt_id', 'p.id')
    .where('p.slug', '=', slug)
    .orderBy('v.number', 'desc')
    .select(['p.id', 'v.id as versionId', 'v.day', 'v.due_day as dueDay', 'v.cut_off_day as cutOffDay'])
    .select(['v.minutes', 'v.attempts'])
    .executeTakeFirst()

/** The attempt before, with the text that counts of it: what was submitted, else what was written. */
async function newestAttempt(tx: TxCtx, personId: string, promptId: string) {
  const row = await tx.db
    .selectFrom('attempt as a')
    .innerJoin('draft as d', 'd.attempt_id', 'a.id')
    .leftJoin('submission as s', (join) =>
      join.onRef('s.attempt_id', '=', 'a.id').on('s.superseded_at', 'is', null),
    )
    .where('a.person_id', '=', personId)
    .where('a.prompt_id', '=', promptId)
    .orderBy('a.number', 'desc')
    .select(['a.id', 'a.number', 'a.closed_at as closedAt'])
    .select(sql<string>`coalesce(s.text, d.text)`.as('text'))
    .executeTakeFirst()
  return row ?? null
}
