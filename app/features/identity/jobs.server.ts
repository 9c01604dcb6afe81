import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import type { JobHandlers } from '#app/platform/jobs.server.ts'
import { sweepAccess } from './operations/sweep-access.server.ts'
import { sendReset } from './steps/accounts.server.ts'

/**
 * Sends the link that somebody requested, where the address is an active person's; clears what has expired, once an
 * hour.
 */
export const identityJobs = (
  ctx: () => Ctx,
  publicUrl: string,
): JobHandlers<'reset.request' | 'access.sweep'> => ({
  'access.sweep': () => sweepAccess(ctx()),
  'reset.request': ({ email }) =>
    inTransaction(ctx(), async (tx) => {
      const person = await tx.db
        .selectFrom('person')
        .where('email', '=', email)
        .where('deactivated_at', 'is', null)
        .select(['id', 'name', 'email', 'locale'])
        .forUpdate()
        .executeTakeFirst()
      if (person) await sendReset(tx, person, publicUrl)
    }),
})
