import type { Permit } from '#app/access/permit.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { noteFactors } from '../steps/second-factor.server.ts'

/** Removes one's own authenticator app or one passkey; with the last factor the recovery codes go. */
export async function removeFactor(
  ctx: Ctx,
  { personId }: Permit<'second-factor.manage'>,
  factor: 'totp' | { passkeyId: string },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const removed =
      factor === 'totp'
        ? await tx.db.deleteFrom('totp').where('person_id', '=', personId).executeTakeFirst()
        : await tx.db
            .deleteFrom('passkey')
            .where('person_id', '=', personId)
            .where('id', '=', factor.passkeyId)
            .executeTakeFirst()
    if (removed.numDeletedRows === 0n) return
    const type = factor === 'totp' ? 'totp.removed' : 'passkey.removed'
    await recordAudit(tx, { type, subjectId: personId })
    await noteFactors(tx, personId)
  })
}
