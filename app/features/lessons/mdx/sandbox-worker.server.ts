import type { MessagePort } from 'node:worker_threads'
import { readParts, type TextParts } from '../content-check/read-text.ts'
import type { CompileInput, CompileResult } from './compiled-text.ts'
import type { GuardError } from './guard-error.ts'
import { guardText } from './guard-text.server.ts'

// What runs in a thread of its own: see sandbox.server.ts, which starts it by its path.

export type GuardVerdict = { errors: GuardError[]; warnings: GuardError[] }
/** A text read for `content:check`; `parts` is null where it could not be read at all. */
export type ReadVerdict = GuardVerdict & { parts: TextParts | null; compiled: CompileResult }

export type SandboxResults = { guard: GuardVerdict; compile: CompileResult; read: ReadVerdict }
type SandboxTask<K extends keyof SandboxResults = keyof SandboxResults> = {
  input: { kind: K; input: CompileInput }
  /** Gets a message when the work itself begins: what the thread needs for its start is not counted. */
  began: MessagePort
}

const work: { [K in keyof SandboxResults]: (input: CompileInput) => Promise<SandboxResults[K]> } = {
  async guard(input) {
    const { errors, warnings } = guardText(input)
    return { errors, warnings }
  },
  async compile(input) {
    const { compileLesson } = await compiler()
    return compileLesson(input)
  },
  async read(input) {
    const { compileLesson } = await compiler()
    const { errors, warnings, tree, frontMatter } = guardText(input)
    const parts = tree && readParts(tree, frontMatter)
    return { errors, warnings, parts, compiled: await compileLesson(input) }
  },
}

/** The compiler, warm: its first text takes a second. */
let warm: Promise<typeof import('./compile.server.ts')> | undefined
function compiler(): Promise<typeof import('./compile.server.ts')> {
  warm ??= import('./compile.server.ts').then(async (module) => {
    const source = '---\ntitle: a\nsummary: b\n---\n\nc\n'
    await module.compileLesson({ source, locale: 'ru', acts: [], figures: {} })
    return module
  })
  return warm
}

export default async function perform({ input: { kind, input }, began }: SandboxTask) {
  if (kind !== 'guard') await compiler()
  began.postMessage('began')
  began.close()
  return work[kind](input)
}
