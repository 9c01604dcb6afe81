import type { Permit } from '#app/access/permit.ts'
import type { Calendar } from '#app/features/cohorts/calendar.ts'
import type { Locale } from '#app/i18n/locales.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { enqueue } from '#app/platform/jobs.server.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { deadlineOf, lastCall, mayBegin } from '../attempt.ts'
import { offerOf } from '../offer.ts'

type Refusal = 'no_prompt' | 'not_open' | 'running' | 'used_up' | 'over'

/**
 * Begins an attempt: from here on the server's clock runs. `locale` is the language of the answer. Two tabs that
 * begin at once get one attempt: the second is refused with `running`.
 */
export async function beginAttempt(
  ctx: Ctx,
  permit: Permit<'attempt.begin'>,
  calendar: Calendar,
  locale: Locale,
): Promise<Result<{ attemptId: string }, Refusal>> {
  return inTransaction(ctx, async (tx) => {
    const prompt = await tx.db
      .selectFrom('prompt as p')
      .innerJoin('prompt_version as v', 'v.prompt_id', 'p.id')
      .where('p.slug', '=', permit.promptSlug)
      .orderBy('v.number', 'desc')
      .select([
        'p.id',
        'v.id as versionId',
        'v.day',
        'v.due_day as dueDay',
        'v.cut_off_day as cutOffDay',
        'v.minutes',
        'v.attempts',
      ])
      .executeTakeFirst()
    if (!prompt) return refuse('no_prompt')
    // The person's row is the gate through which two tabs pass one after the other.
    await tx.db.selectFrom('person').where('id', '=', permit.personId).select('id').forNoKeyUpdate().execute()
    const earlier = await tx.db
      .selectFrom('attempt')
      .where('person_id', '=', permit.personId)
      .where('prompt_id', '=', prompt.id)
      .select(['number', 'started_at as startedAt', 'deadline_at as deadlineAt', 'closed_at as closedAt'])
      .select('grace_seconds as graceSeconds')
      .execute()
    const now = tx.now()
    const offer = offerOf(calendar, prompt)
    const decision = mayBegin(offer, earlier, now)
    if (!decision.ok) return decision
    const deadlineAt = deadlineOf(now, prompt.minutes, offer.cutOffAt)
    const { graceSeconds } = await tx.db
      .selectFrom('cohort')
      .where('id', '=', permit.cohortId)
      .select('grace_seconds as graceSeconds')
      .executeTakeFirstOrThrow()
    const { id } = await tx.db
      .insertInto('attempt')
      .values({
        person_id: permit.personId,
        cohort_id: permit.cohortId,
        prompt_id: prompt.id,
        prompt_version_id: prompt.versionId,
        number: decision.value.number,
        locale,
        started_at: now,
        deadline_at: deadlineAt,
        grace_seconds: graceSeconds,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx.db.insertInto('draft').values({ attempt_id: id, saved_at: now }).execute()
    const runAt = new Date(lastCall({ deadlineAt, graceSeconds }).getTime() + 1000)
    await enqueue(tx, 'attempt.close', { attemptId: id }, { runAt, key: `close:${id}` })
    await recordAudit(tx, { type: 'attempt.begun', subjectId: id, details: { locale } })
    return ok({ attemptId: id })
  })
}
