import type { Permit } from '#app/access/permit.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { readCreation } from '../passkeys.server.ts'
import { firstRecoveryCodes, noteFactors } from '../steps/second-factor.server.ts'

type NewPasskey = { name: string; answer: string; publicUrl: string; secret: string }

/**
 * Takes the passkey that the browser has made; answers recovery codes where these are the first. Refuses with `expired`
 * where none was begun or ten minutes have passed, and with `unfit` where the browser's answer is not to what was asked.
 */
export async function finishPasskey(
  ctx: Ctx,
  { personId }: Permit<'second-factor.manage'>,
  { name, answer, publicUrl, secret }: NewPasskey,
): Promise<Result<{ codes: string[] | null }, 'expired' | 'unfit'>> {
  return inTransaction(ctx, async (tx) => {
    // What was asked is asked once: deleted before the answer is read.
    const setup = await tx.db
      .deleteFrom('passkey_setup')
      .where('person_id', '=', personId)
      .returning(['options', 'expires_at'])
      .executeTakeFirst()
    if (!setup || setup.expires_at <= tx.now()) return refuse('expired')
    const { challenge } = setup.options as { challenge: string }
    const passkey = await readCreation(publicUrl, challenge, answer)
    if (!passkey) return refuse('unfit')
    const added = await tx.db
      .insertInto('passkey')
      .values({
        id: passkey.id,
        person_id: personId,
        name,
        public_key: passkey.publicKey,
        counter: String(passkey.counter),
        transports: passkey.transports,
        created_at: tx.now(),
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirst()
    if ((added.numInsertedOrUpdatedRows ?? 0n) === 0n) return refuse('unfit')
    await recordAudit(tx, { type: 'passkey.added', subjectId: personId, details: { name } })
    const codes = await firstRecoveryCodes(tx, personId, secret)
    await noteFactors(tx, personId)
    return ok({ codes })
  })
}
