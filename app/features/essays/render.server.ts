import { type CompileInput, compileLesson } from '#app/features/lessons/mdx/compile.server.ts'
import { ESSAY_REGISTRY } from '#app/features/lessons/mdx/registry.ts'

/** HTML of a brief, a model answer or marker's notes. Throws with line and column of what the guard refuses. */
export async function renderEssayText(input: Omit<CompileInput, 'registry' | 'labels'>): Promise<string> {
  const compiled = await compileLesson({ ...input, registry: ESSAY_REGISTRY })
  if (compiled.ok) return compiled.value.html
  const faults = compiled.errors.map(({ code, line, column }) => `${line}:${column} ${code}`)
  throw new Error(`a text of an essay is refused: ${faults.join(', ')}`)
}
