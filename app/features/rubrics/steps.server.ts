import { createHash } from 'node:crypto'
import type { Ctx, TxCtx } from '#app/platform/ctx.ts'
import type { Rubric } from './rubric.ts'

type Content = Omit<Rubric, 'id'>

const columnsOf = ({ title, passPoints, criteria }: Content) => ({
  title: JSON.stringify(title),
  pass_points: passPoints,
  criteria: JSON.stringify(criteria),
})

const hashOf = (rubric: Content): string =>
  createHash('sha256')
    .update(JSON.stringify([rubric.slug, columnsOf(rubric)]))
    .digest('hex')

/** The id of the snapshot with exactly this content; null where there is none. */
export async function knownSnapshot(ctx: Ctx, rubric: Content): Promise<string | null> {
  const row = await ctx.db
    .selectFrom('rubric')
    .where('hash', '=', hashOf(rubric))
    .select('id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** Finds the snapshot with exactly this content, or adds it; returns its id. */
export async function rubricSnapshot(tx: TxCtx, rubric: Content): Promise<string> {
  const known = await knownSnapshot(tx, rubric)
  if (known) return known
  const { id } = await tx.db
    .insertInto('rubric')
    .values({ slug: rubric.slug, hash: hashOf(rubric), ...columnsOf(rubric), created_at: tx.now() })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
