import type { Ctx } from '#app/platform/ctx.ts'
import { type Attempt, isExpired } from '../attempt.ts'
import { closeExpiredAttempt } from './close-expired-attempt.server.ts'

type WithNewest = { newest: (Attempt & { id: string }) | null } | null

/** Reads by `read`; where the attempt read is expired, closes it first and reads again, so no page waits for the job. */
export async function closeOnSight<T extends WithNewest>(ctx: Ctx, read: () => Promise<T>): Promise<T> {
  const found = await read()
  if (!found?.newest || !isExpired(found.newest, ctx.now())) return found
  await closeExpiredAttempt(ctx, found.newest.id)
  return read()
}
