import type { Permit } from '#app/access/permit.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { enrol } from '../steps/enrol.server.ts'

/** Enrols the person of an e-mail address; refuses with `unknown` where the address is nobody's. */
export async function enrolPerson(
  ctx: Ctx,
  permit: Permit<'cohort.change'>,
  email: string,
): Promise<Result<{ personId: string }, 'unknown'>> {
  return inTransaction(ctx, async (tx) => {
    const person = await tx.db.selectFrom('person').where('email', '=', email).select('id').executeTakeFirst()
    if (!person) return refuse('unknown')
    await enrol(tx, permit.cohortId, person.id)
    return ok({ personId: person.id })
  })
}
