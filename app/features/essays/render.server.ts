import type { CompileInput } from '#app/features/lessons/mdx/compiled-text.ts'
import { ESSAY_REGISTRY } from '#app/features/lessons/mdx/registry.ts'
import { compileApart } from '#app/features/lessons/mdx/sandbox.server.ts'

/** HTML of a brief, a model answer or marker's notes. Throws with line and column of what the guard refuses. */
export async function renderEssayText(input: Omit<CompileInput, 'registry' | 'labels'>): Promise<string> {
  const compiled = await compileApart({ ...input, registry: ESSAY_REGISTRY })
  if (compiled.ok) return compiled.value.html
  const faults = compiled.errors.map(({ code, line, column }) => `${line}:${column} ${code}`)
  throw new Error(`a text of an essay is refused: ${faults.join(', ')}`)
}
