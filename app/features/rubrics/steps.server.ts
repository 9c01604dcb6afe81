import { createHash } from 'node:crypto'
import type { TxCtx } from '#app/platform/ctx.ts'
import type { Rubric } from './rubric.ts'

/** Finds the snapshot with exactly this content, or adds it; returns its id. */
export async function rubricSnapshot(
  tx: TxCtx,
  { slug, title, passPoints, criteria }: Omit<Rubric, 'id'>,
): Promise<string> {
  const content = {
    title: JSON.stringify(title),
    pass_points: passPoints,
    criteria: JSON.stringify(criteria),
  }
  const hash = createHash('sha256')
    .update(JSON.stringify([slug, content]))
    .digest('hex')
  const known = await tx.db.selectFrom('rubric').where('hash', '=', hash).select('id').executeTakeFirst()
  if (known) return known.id
  const { id } = await tx.db
    .insertInto('rubric')
    .values({ slug, hash, ...content, created_at: tx.now() })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
