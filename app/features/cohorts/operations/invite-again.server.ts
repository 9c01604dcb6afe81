import type { Permit } from '#app/access/permit.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { sendInvitation } from '../../identity/steps/accounts.server.ts'
import { inviterOf } from '../steps/enrol.server.ts'

/**
 * Sends a new invitation; the link of the old one is dead. Refuses with `has_password` where the person came in
 * already, and with `deactivated`.
 */
export async function inviteAgain(
  ctx: Ctx,
  permit: Permit<'person.change'>,
  publicUrl: string,
): Promise<Result<null, 'has_password' | 'deactivated'>> {
  return inTransaction(ctx, async (tx) => {
    const person = await tx.db
      .selectFrom('person')
      .where('id', '=', permit.personId)
      .select(['id', 'name', 'email', 'locale', 'password_hash', 'deactivated_at'])
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (person.password_hash) return refuse('has_password')
    if (person.deactivated_at) return refuse('deactivated')
    const cohort = await tx.db
      .selectFrom('enrolment as e')
      .innerJoin('cohort as c', 'c.id', 'e.cohort_id')
      .where('e.person_id', '=', person.id)
      .orderBy('c.start_date', 'desc')
      .select('c.name')
      .executeTakeFirst()
    const { id, name, email, locale } = person
    await sendInvitation(
      tx,
      { id, name, email, locale },
      { publicUrl, inviter: await inviterOf(tx), cohort: cohort?.name ?? null },
    )
    await recordAudit(tx, { type: 'person.invited', subjectId: id })
    return ok(null)
  })
}
