import type { Permit } from '#app/access/permit.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { addPerson, type NewPerson, sendInvitation } from '../../identity/steps/accounts.server.ts'
import { enrol, inviterOf } from '../steps/enrol.server.ts'

/** Adds a person, enrols her where a cohort is given, and sends the invitation; all or nothing. */
export async function invitePerson(
  ctx: Ctx,
  _permit: Permit<'people.manage'>,
  person: NewPerson & { cohortId?: string },
  publicUrl: string,
): Promise<Result<{ personId: string }, 'email_taken' | 'no_cohort'>> {
  return inTransaction(ctx, async (tx) => {
    const cohort = person.cohortId
      ? await tx.db
          .selectFrom('cohort')
          .where('id', '=', person.cohortId)
          .select(['id', 'name'])
          .executeTakeFirst()
      : null
    if (cohort === undefined) return refuse('no_cohort')
    const personId = await addPerson(tx, person)
    if (!personId) return refuse('email_taken')
    if (cohort) await enrol(tx, cohort.id, personId)
    const to = { id: personId, name: person.name, email: person.email.toLowerCase(), locale: person.locale }
    await sendInvitation(tx, to, { publicUrl, inviter: await inviterOf(tx), cohort: cohort?.name ?? null })
    return ok({ personId })
  })
}
