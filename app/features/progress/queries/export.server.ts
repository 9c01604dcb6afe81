import type { Ctx } from '#app/platform/ctx.ts'

/** Which lessons a person opened and completed. */
export async function exportVisits(ctx: Ctx, personId: string) {
  const visits = await ctx.db
    .selectFrom('lesson_visit as v')
    .innerJoin('lesson as l', 'l.id', 'v.lesson_id')
    .where('v.person_id', '=', personId)
    .orderBy('v.opened_at')
    .select(['l.slug as lesson', 'v.opened_at as openedAt'])
    .execute()
  const completions = await ctx.db
    .selectFrom('lesson_completion as c')
    .innerJoin('lesson as l', 'l.id', 'c.lesson_id')
    .where('c.person_id', '=', personId)
    .orderBy('c.completed_at')
    .select(['l.slug as lesson', 'c.completed_at as completedAt'])
    .execute()
  return { visits, completions }
}

/** So many answers are read at once: a person may answer without end. */
const BATCH = 500

/** Every answer of a person to a self-check, in its order. */
export async function* exportAnswers(ctx: Ctx, personId: string) {
  let after = '0'
  for (;;) {
    const rows = await ctx.db
      .selectFrom('self_check_answer as a')
      .innerJoin('lesson as l', 'l.id', 'a.lesson_id')
      .where('a.person_id', '=', personId)
      .where('a.id', '>', after)
      .orderBy('a.id')
      .limit(BATCH)
      .select(['a.id', 'l.slug as lesson', 'a.check_id as check', 'a.chosen', 'a.correct'])
      .select('a.answered_at as answeredAt')
      .execute()
    for (const { id, ...answer } of rows) {
      yield answer
      after = id
    }
    if (rows.length < BATCH) return
  }
}
