import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { hashSecret } from '#app/platform/session.server.ts'
import type { LinkPurpose } from '../links.server.ts'
import { hashPassword } from '../password.server.ts'
import { setPassword } from '../steps/accounts.server.ts'

type Choice = { purpose: LinkPurpose; token: string; newPassword: string }

/**
 * Spends a link on a new password; refuses with `dead` where it was used, has expired, or its person is deactivated, and
 * with `busy` where too many passwords wait to be hashed.
 */
export async function choosePassword(
  ctx: Ctx,
  { purpose, token, newPassword }: Choice,
): Promise<Result<{ personId: string }, 'dead' | 'busy'>> {
  const hashed = await hashPassword(newPassword)
  if (!hashed.ok) return hashed
  return inTransaction(ctx, async (tx) => {
    // One statement decides who spends it: of two requests at once the second finds it used.
    const link = await tx.db
      .updateTable('access_link as l')
      .from('person as p')
      .whereRef('p.id', '=', 'l.person_id')
      .where('l.token_hash', '=', hashSecret(token))
      .where('l.purpose', '=', purpose)
      .where('l.used_at', 'is', null)
      .where('l.expires_at', '>', tx.now())
      .where('p.deactivated_at', 'is', null)
      .set({ used_at: tx.now() })
      .returning('l.person_id as personId')
      .executeTakeFirst()
    if (!link) return refuse('dead')
    await setPassword(tx, link.personId, hashed.value)
    await recordAudit(tx, { type: 'password.chosen', subjectId: link.personId, details: { purpose } })
    return ok({ personId: link.personId })
  })
}
