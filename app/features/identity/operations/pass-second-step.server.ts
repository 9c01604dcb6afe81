import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction, type TxCtx } from '#app/platform/ctx.ts'
import { type Charge, type Limits, refundAll, spendAll, type TooMany } from '#app/platform/limits.server.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { hashSecret } from '#app/platform/session.server.ts'
import { passkeyNamedIn, readSignature } from '../passkeys.server.ts'
import { PENDING_TRIES, type PendingSignIn, pendingSignIn } from '../queries/second-factor.server.ts'
import { readRecoveryCode, recoveryCodeHash } from '../recovery-codes.server.ts'
import { passkeyRequestFor } from '../steps/second-factor.server.ts'
import { openTotpSecret, totpStep } from '../totp.server.ts'

/** A code of the app or a recovery code, or the browser's answer with a passkey. */
export type Proof = { code: string } | { passkey: string }

type SecondStep = {
  token: string | null
  proof: Proof
  network: string
  secret: string
  publicUrl: string
  limits: Limits
}

/**
 * The second step of a sign-in: a proof is taken once, and a waiting sign-in takes five tries. Refuses with `expired` (none
 * waits, it waited for ten minutes, or its tries are used up), `wrong`, or `too_many` wrong ones of this person
 * (`wait`: seconds).
 */
export async function passSecondStep(
  ctx: Ctx,
  step: SecondStep,
): Promise<Result<{ personId: string; redirectTo: string | null }, 'expired' | 'wrong', TooMany>> {
  const pending = await pendingSignIn(ctx, step.token)
  if (!pending || !step.token) return refuse('expired')
  const { limits, network } = step
  const charges: Charge[] = [
    [limits.account, `second step ${pending.personId} ${network}`],
    [limits.accountAnywhere, `second step ${pending.personId}`],
  ]
  const wait = await spendAll(charges)
  if (wait > 0) return refuse('too_many', { wait })
  const passed = await takeProof(ctx, pending, { ...step, token: step.token })
  if (passed.ok) await refundAll(charges)
  return passed
}

async function takeProof(
  ctx: Ctx,
  pending: PendingSignIn,
  { token, proof, secret, publicUrl }: SecondStep & { token: string },
): Promise<Result<{ personId: string; redirectTo: string | null }, 'expired' | 'wrong'>> {
  return inTransaction(ctx, async (tx) => {
    const waiting = tx.db.updateTable('pending_sign_in').where('token_hash', '=', hashSecret(token))
    // The row is locked from here: tries at the same moment come one after the other, and the first success deletes it.
    const counted = await waiting
      .where('tries', '<', PENDING_TRIES)
      .where('expires_at', '>', tx.now())
      .set((eb) => ({ tries: eb('tries', '+', 1) }))
      .returning('passkey_options')
      .executeTakeFirst()
    if (!counted) return refuse('expired')
    const { personId, redirectTo } = pending
    const options = counted.passkey_options as { challenge: string } | null
    const right =
      'passkey' in proof
        ? options !== null && (await takeSignature(tx, personId, options.challenge, proof.passkey, publicUrl))
        : await takeCode(tx, personId, proof.code, secret)
    if (!right) {
      if (options) {
        // A challenge is answered once.
        const next = await passkeyRequestFor(tx, personId, publicUrl)
        await waiting.set({ passkey_options: next && JSON.stringify(next) }).execute()
      }
      return refuse('wrong')
    }
    await tx.db.deleteFrom('pending_sign_in').where('token_hash', '=', hashSecret(token)).execute()
    return ok({ personId, redirectTo })
  })
}

async function takeCode(tx: TxCtx, personId: string, typed: string, secret: string): Promise<boolean> {
  const digits = typed.replace(/\s/g, '')
  if (/^\d{6}$/.test(digits)) return takeTotp(tx, personId, digits, secret)
  const code = readRecoveryCode(typed)
  if (!code) return false
  const used = await tx.db
    .updateTable('recovery_code')
    .where('person_id', '=', personId)
    .where('code_hash', '=', recoveryCodeHash(secret, personId, code))
    .where('used_at', 'is', null)
    .set({ used_at: tx.now() })
    .executeTakeFirst()
  if (used.numUpdatedRows === 0n) return false
  await recordAudit(tx, { type: 'recovery-code.used', subjectId: personId })
  return true
}

async function takeTotp(tx: TxCtx, personId: string, digits: string, secret: string): Promise<boolean> {
  const totp = tx.db
    .selectFrom('totp')
    .where('person_id', '=', personId)
    .where('confirmed_at', 'is not', null)
  const row = await totp.select('secret').executeTakeFirst()
  const base32 = row && openTotpSecret(row.secret, secret)
  const step = base32 ? totpStep(base32, digits, tx.now()) : null
  if (step === null) return false
  // One statement decides who uses a code: the same code again, in whichever sign-in, is too late.
  const taken = await tx.db
    .updateTable('totp')
    .where('person_id', '=', personId)
    .where('last_step', '<', String(step))
    .set({ last_step: String(step) })
    .executeTakeFirst()
  return taken.numUpdatedRows > 0n
}

async function takeSignature(
  tx: TxCtx,
  personId: string,
  challenge: string,
  answer: string,
  publicUrl: string,
): Promise<boolean> {
  const row = await tx.db
    .selectFrom('passkey')
    .where('person_id', '=', personId)
    .where('id', '=', passkeyNamedIn(answer) ?? '')
    .select(['id', 'public_key as publicKey', 'counter', 'transports'])
    .forUpdate()
    .executeTakeFirst()
  if (!row) return false
  const counter = await readSignature(publicUrl, challenge, answer, { ...row, counter: Number(row.counter) })
  if (counter === null) return false
  await tx.db
    .updateTable('passkey')
    .where('id', '=', row.id)
    .set({ counter: String(counter), last_used_at: tx.now() })
    .execute()
  return true
}
