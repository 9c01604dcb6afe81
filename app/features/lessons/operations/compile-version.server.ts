import type { Ctx } from '#app/platform/ctx.ts'
import { inTransaction } from '#app/platform/ctx.ts'
import type { CompileResult } from '../mdx/compiled-text.ts'
import { compileApart } from '../mdx/sandbox.server.ts'
import { compileInput } from '../queries/sources.server.ts'
import { addPublication } from '../steps.server.ts'

/**
 * Compiles a waiting version and stores HTML, contents and self-checks with it, once; a source that does not compile,
 * takes too much time or memory, or gives what the database refuses, is refused with its faults, and what is live stays
 * live. A version that was marked to go live when ready does so now. Finds nothing to do where the version is compiled
 * already. Throws where no thread is free or the database is away: the job is then tried again.
 */
export async function compileVersion(ctx: Ctx, versionId: string): Promise<void> {
  const input = await compileInput(ctx, versionId)
  if (!input) return
  const compiled = await compileApart(input)
  try {
    await store(ctx, versionId, compiled)
  } catch (error) {
    const reason = refusedValue(error)
    if (!compiled.ok || !reason) throw error
    const fault = { code: 'not_storable' as const, line: 1, column: 1, detail: { reason } }
    await store(ctx, versionId, { ok: false, errors: [fault] })
  }
}

async function store(ctx: Ctx, versionId: string, compiled: CompileResult): Promise<void> {
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

/** The code of an error that the same value causes every time (data exception, limit exceeded); null for any other. */
function refusedValue(error: unknown): string | null {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' && /^(?:22|54)/.test(code) ? code : null
}
