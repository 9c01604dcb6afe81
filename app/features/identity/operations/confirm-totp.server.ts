import type { Permit } from '#app/access/permit.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import type { Limits } from '#app/platform/limits.server.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { firstRecoveryCodes, noteFactors } from '../steps/second-factor.server.ts'
import { openTotpSecret, totpStep } from '../totp.server.ts'

type Confirmation = { code: string; secret: string; limits: Limits }

/**
 * Takes an authenticator app that shows the right code; answers recovery codes where these are the first. Refuses with
 * `wrong`, `too_many` wrong codes, or `none` where no app is being set up.
 */
export async function confirmTotp(
  ctx: Ctx,
  { personId }: Permit<'second-factor.manage'>,
  { code, secret, limits }: Confirmation,
): Promise<Result<{ codes: string[] | null }, 'wrong' | 'too_many' | 'none'>> {
  const key = `totp setup ${personId}`
  if ((await limits.account.spend(key)) > 0) return refuse('too_many')
  return inTransaction(ctx, async (tx) => {
    const row = await tx.db
      .selectFrom('totp')
      .where('person_id', '=', personId)
      .where('confirmed_at', 'is', null)
      .select('secret')
      .forUpdate()
      .executeTakeFirst()
    const base32 = row && openTotpSecret(row.secret, secret)
    if (!base32) return refuse('none')
    const step = totpStep(base32, code.replace(/\s/g, ''), tx.now())
    if (step === null) return refuse('wrong')
    await tx.db
      .updateTable('totp')
      .set({ confirmed_at: tx.now(), last_step: String(step) })
      .where('person_id', '=', personId)
      .execute()
    await recordAudit(tx, { type: 'totp.added', subjectId: personId })
    const codes = await firstRecoveryCodes(tx, personId, secret)
    await noteFactors(tx, personId)
    return ok({ codes })
  })
}
