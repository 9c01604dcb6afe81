import { sql } from 'kysely'
import type { Permit } from '#app/access/permit.ts'
import { attemptForUpdate } from '#app/features/essays/steps/attempt.server.ts'
import { reopen } from '#app/features/essays/steps/oversight.server.ts'
import { enqueueClosing, lockWriters } from '#app/features/essays/steps/time.server.ts'
import { notify } from '#app/features/notifications/steps/notify.server.ts'
import { formatZoned } from '#app/i18n/dates.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction, type TxCtx } from '#app/platform/ctx.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { withdrawScript } from '../steps/withdraw.server.ts'

type Refusal = 'running' | 'newer' | 'marked'

/**
 * Opens a closed attempt again for `minutes` from now, with the text it was closed with; what was submitted does not
 * count any more and leaves the markers' queue. The participant is told by mail; `linkTo` makes the absolute address of
 * the essay. Refuses with `running`, `newer` (a later attempt has been begun) or `marked` (a mark is finished).
 */
export async function reopenAttempt(
  ctx: Ctx,
  { attemptId }: Permit<'attempt.change'>,
  { minutes, reason }: { minutes: number; reason: string },
  linkTo: (promptSlug: string) => string,
): Promise<Result<{ deadlineAt: Date }, Refusal>> {
  return inTransaction(ctx, async (tx) => {
    const writer = await writerOf(tx, attemptId)
    await lockWriters(tx, writer.promptId, [writer.id])
    const attempt = await attemptForUpdate(tx, attemptId)
    if (!attempt) throw new Error('the permit names an attempt that is not there')
    if (attempt.closedAt === null) return refuse('running')
    const newer = await tx.db
      .selectFrom('attempt')
      .where('person_id', '=', attempt.personId)
      .where('prompt_id', '=', attempt.promptId)
      .where('number', '>', attempt.number)
      .select('id')
      .executeTakeFirst()
    if (newer) return refuse('newer')
    if (!(await withdrawScript(tx, attemptId))) return refuse('marked')
    const deadlineAt = new Date(tx.now().getTime() + minutes * 60_000)
    await reopen(tx, attemptId, deadlineAt)
    await enqueueClosing(tx, { id: attemptId, deadlineAt, graceSeconds: attempt.graceSeconds })
    const details = { minutes, deadlineAt: deadlineAt.toISOString(), reason }
    await recordAudit(tx, { type: 'attempt.reopened', subjectId: attemptId, details })
    const { zone, slug, title, promptId: _prompt, ...to } = writer
    const deadline = formatZoned(deadlineAt, to.locale, zone, translator(to.locale))
    await notify(tx, to, { kind: 'reopened', title, minutes, deadline, link: linkTo(slug) })
    return ok({ deadlineAt })
  })
}

const writerOf = (tx: TxCtx, attemptId: string) =>
  tx.db
    .selectFrom('attempt as a')
    .innerJoin('person as p', 'p.id', 'a.person_id')
    .innerJoin('cohort as c', 'c.id', 'a.cohort_id')
    .innerJoin('prompt as t', 't.id', 'a.prompt_id')
    .innerJoin('prompt_version as v', 'v.id', 'a.prompt_version_id')
    .where('a.id', '=', attemptId)
    .select(['p.id', 'p.name', 'p.email', 'p.locale', 'c.zone', 't.slug', 't.id as promptId'])
    .select(sql<string>`coalesce(v.texts -> p.locale ->> 'title', '')`.as('title'))
    .executeTakeFirstOrThrow()
