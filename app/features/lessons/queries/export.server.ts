import type { Ctx } from '#app/platform/ctx.ts'

/** Versions of lessons that a person wrote or published; their texts are the course's, not the person's. */
export async function exportAuthorship(ctx: Ctx, personId: string) {
  const versions = await ctx.db
    .selectFrom('lesson_version as v')
    .innerJoin('lesson as l', 'l.id', 'v.lesson_id')
    .where('v.created_by', '=', personId)
    .orderBy('v.created_at')
    .select(['l.slug as lesson', 'v.locale', 'v.number', 'v.created_at as createdAt'])
    .execute()
  const publications = await ctx.db
    .selectFrom('lesson_publication as p')
    .innerJoin('lesson as l', 'l.id', 'p.lesson_id')
    .where('p.published_by', '=', personId)
    .orderBy('p.id')
    .select(['l.slug as lesson', 'p.locale', 'p.effective_at as effectiveAt', 'p.created_at as createdAt'])
    .execute()
  return { versions, publications }
}
