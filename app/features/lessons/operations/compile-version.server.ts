import type { Ctx } from '#app/platform/ctx.ts'
import { inTransaction } from '#app/platform/ctx.ts'
import { compileLesson } from '../mdx/compile.server.ts'
import { compileInput } from '../queries.server.ts'
import { addPublication } from '../steps.server.ts'

/**
 * Compiles a waiting version and stores HTML, contents and self-checks with it, once; a source that does not
 * compile is refused with its errors, and what is live stays live. A version that was marked to go live when ready
 * does so now. Finds nothing to do where the version is compiled already.
 */
export async function compileVersion(ctx: Ctx, versionId: string): Promise<void> {
  const input = await compileInput(ctx, versionId)
  if (!input) return
  const compiled = await compileLesson(input)
  await inTransaction(ctx, async (tx) => {
    const result = compiled.ok
      ? {
          state: 'ready',
          title: compiled.value.title,
          summary: compiled.value.summary,
          html: compiled.value.html,
          toc: JSON.stringify(compiled.value.toc),
          self_checks: JSON.stringify(compiled.value.selfChecks),
          statutes: JSON.stringify(compiled.value.statutes),
          words: compiled.value.words,
          minutes: compiled.value.minutes,
        }
      : { state: 'refused', errors: JSON.stringify(compiled.errors) }
    const written = await tx.db
      .updateTable('lesson_version')
      .set({ ...result, compiled_at: tx.now() })
      .where('id', '=', versionId)
      .where('state', '=', 'waiting')
      .returning(['id', 'lesson_id as lessonId', 'locale', 'publish_when_ready as publish'])
      .executeTakeFirst()
    if (written?.publish && compiled.ok) await addPublication(tx, written, tx.now())
  })
}
