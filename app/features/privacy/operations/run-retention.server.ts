import { cohortsToErase, lockRetention, noteWarning } from '#app/features/cohorts/steps/retention.server.ts'
import { activeAdmins } from '#app/features/identity/queries/accounts.server.ts'
import { notifyAll } from '#app/features/notifications/steps/notify.server.ts'
import { formatDate } from '#app/i18n/dates.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction, type TxCtx } from '#app/platform/ctx.ts'
import { enqueue } from '#app/platform/jobs.server.ts'
import { ERASED_PER_RUN } from '../erasure.ts'
import { countLeaving, isLeavingWith, leavingWith } from '../queries/retention.server.ts'
import { erase, lockForErasure } from '../steps/erase.server.ts'

/**
 * Once a day: warns the administrators of cohorts whose data are erased soon, and erases the participants of those whose
 * day has come, with their essays, one transaction a person. Run again, it goes on where it was. A day that is moved or
 * cleared meanwhile stops it. `cohortPage` is the absolute address of a cohort.
 */
export async function runRetention(ctx: Ctx, cohortPage: (id: string) => string): Promise<void> {
  let left = ERASED_PER_RUN
  for (const { id } of await cohortsToErase(ctx)) {
    const step = await inTransaction(ctx, (tx) => warnIfDue(tx, id, cohortPage(id)))
    if (step !== 'erase') continue
    const people = await leavingWith(ctx, id, left + 1)
    // It is done: of people who come into the cohort from now on there is a warning first.
    if (people.length === 0) await inTransaction(ctx, (tx) => noteWarning(tx, id, null))
    for (const personId of people) {
      if (left === 0)
        return inTransaction(ctx, (tx) => enqueue(tx, 'retention.run', {}, { key: 'retention' }))
      left--
      await inTransaction(ctx, (tx) => eraseWithCohort(tx, id, personId))
    }
  }
}

async function warnIfDue(tx: TxCtx, cohortId: string, link: string) {
  const due = await lockRetention(tx, cohortId)
  if (!due || due.step === null || due.step === 'erase') return due?.step ?? null
  const { cohort } = due
  const days = due.step.warn
  const people = await countLeaving(tx, cohortId)
  // Of a cohort that nobody is left of there is nothing to say; whoever comes into it is warned of later.
  if (people === 0) return null
  await noteWarning(tx, cohortId, days)
  const day = new Date(`${cohort.retainUntil}T12:00:00Z`)
  const messages = (await activeAdmins(tx)).map((to) => ({
    to,
    notification: {
      kind: 'retention' as const,
      ...{ cohort: cohort.name, people, link },
      date: formatDate(day, to.locale, 'UTC'),
    },
  }))
  await notifyAll(tx, messages)
  const details = { days, people, retainUntil: cohort.retainUntil }
  await recordAudit(tx, { type: 'retention.warned', subjectId: cohortId, details })
  return null
}

async function eraseWithCohort(tx: TxCtx, cohortId: string, personId: string): Promise<void> {
  const due = await lockRetention(tx, cohortId)
  if (due?.step !== 'erase') return
  const person = await lockForErasure(tx, personId)
  // Since the list was made she may have become staff, or come into another cohort.
  if (!person || !(await isLeavingWith(tx, cohortId, personId))) return
  await erase(tx, person, { essays: 'delete', by: 'retention' })
}
