import type { Permit } from '#app/access/permit.ts'
import { paths } from '#app/paths.ts'
import type { Ctx } from '#app/platform/ctx.ts'

/** The addresses of the drafts of a person's closed attempts: a device may still have words of them. */
export async function closedDrafts(
  ctx: Ctx,
  { personId }: Permit<'essay.list'> | Permit<'attempt.begin'> | Permit<'feedback.read'>,
): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('attempt')
    .where('person_id', '=', personId)
    .where('closed_at', 'is not', null)
    .select('id')
    .execute()
  return rows.map(({ id }) => paths.draft(id))
}
