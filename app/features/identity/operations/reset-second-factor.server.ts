import type { Permit } from '#app/access/permit.ts'
import { paths } from '#app/paths.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { actorId, type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { notify } from '../../notifications/steps/notify.server.ts'
import { endAccess } from '../steps/accounts.server.ts'
import { noteFactors } from '../steps/second-factor.server.ts'

/**
 * Removes every second factor of somebody who has lost them, ends the person's sessions, and tells so by mail. Refuses with
 * `self`: one's own are removed on one's own page, with the password.
 */
export async function resetSecondFactor(
  ctx: Ctx,
  { personId }: Permit<'person.change'>,
  publicUrl: string,
): Promise<Result<null, 'self'>> {
  if (actorId(ctx) === personId) return refuse('self')
  return inTransaction(ctx, async (tx) => {
    const person = await tx.db
      .selectFrom('person')
      .where('id', '=', personId)
      .select(['id', 'name', 'email', 'locale', 'second_factor_at', 'deactivated_at'])
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (!person.second_factor_at) return ok(null)
    await tx.db.deleteFrom('totp').where('person_id', '=', personId).execute()
    await tx.db.deleteFrom('passkey').where('person_id', '=', personId).execute()
    await noteFactors(tx, personId)
    await endAccess(tx, personId)
    await recordAudit(tx, { type: 'second-factor.reset', subjectId: personId })
    if (!person.deactivated_at)
      await notify(tx, person, { kind: 'secondFactorReset', link: publicUrl + paths.signIn() })
    return ok(null)
  })
}
