import type { Permit } from '#app/access/permit.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { ownScripts } from '../queries/queue.server.ts'
import { takeNext } from './take-next.server.ts'

/**
 * Where a marker goes on after finishing a script: the oldest one still in hand, else the one that has waited
 * longest, which is taken; null where nothing is free.
 */
export async function nextScript(ctx: Ctx, permit: Permit<'queue.read'>): Promise<string | null> {
  const [held] = await ownScripts(ctx, permit)
  if (held) return held.submissionId
  const taken = await takeNext(ctx, permit, { prompt: null, locale: null })
  return taken.ok ? taken.value.submissionId : null
}
