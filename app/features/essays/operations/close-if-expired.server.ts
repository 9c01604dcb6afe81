import type { Ctx } from '#app/platform/ctx.ts'
import { type Attempt, isExpired } from '../attempt.ts'
import { closeExpiredAttempt } from './close-expired-attempt.server.ts'

type WithNewest = { newest: (Attempt & { id: string }) | null } | null

/** Reads with `read`; closes the newest attempt where it is expired and reads again, so that no page depends on the job. */
export async function closeIfExpired<T extends WithNewest>(ctx: Ctx, read: () => Promise<T>): Promise<T> {
  const found = await read()
  if (!found?.newest || !isExpired(found.newest, ctx.now())) return found
  await closeExpiredAttempt(ctx, found.newest.id)
  return read()
}
