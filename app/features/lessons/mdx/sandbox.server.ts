import { type Outcome, openSandbox, type Stopped } from '#app/platform/sandbox.server.ts'
import type { CompileInput, CompileResult } from './compiled-text.ts'
import { boundFaults, type GuardError } from './guard-error.ts'
import type { GuardVerdict, ReadVerdict, SandboxResults } from './sandbox-worker.server.ts'
import { normalizeSource, scanSource } from './scan.ts'

/*
 * Texts are read and compiled in threads of their own, because a parser of Markdown takes time in the square of the
 * length over some texts, and nobody can list them all.
 */

const sandbox = openSandbox('#app/features/lessons/mdx/sandbox-worker.server.ts', {
  threads: 2,
  queue: 32,
  timeLimit: 5_000,
  megabytes: 512,
})

const run = <K extends keyof SandboxResults>(
  kind: K,
  input: CompileInput,
): Promise<Outcome<SandboxResults[K]>> => sandbox({ kind, input })

/** What the guard refuses in a source and its figures, and what it warns of. Never rejects. */
export async function guardApart(input: CompileInput): Promise<GuardVerdict> {
  const { faults } = scanSource(normalizeSource(input.source))
  if (faults.length > 0) return { errors: boundFaults(faults), warnings: [] }
  try {
    const outcome = await run('guard', input)
    return outcome.done ? outcome.value : { errors: [stopped(input, outcome.because)], warnings: [] }
  } catch {
    return { errors: [{ code: 'check_busy', line: 1, column: 1, detail: {} }], warnings: [] }
  }
}

/** Guards and compiles a text; rejects only with `SandboxBusy`. */
export async function compileApart(input: CompileInput): Promise<CompileResult> {
  const outcome = await run('compile', input)
  return outcome.done ? outcome.value : { ok: false, errors: [stopped(input, outcome.because)] }
}

/** Guards, takes apart and compiles a text for `content:check`; rejects only with `SandboxBusy`. */
export async function readApart(input: CompileInput): Promise<ReadVerdict> {
  const outcome = await run('read', input)
  if (outcome.done) return outcome.value
  const errors = [stopped(input, outcome.because)]
  return { errors, warnings: [], parts: null, compiled: { ok: false, errors } }
}

function stopped({ source }: CompileInput, code: Stopped): GuardError {
  return { code, ...scanSource(normalizeSource(source)).densest, detail: {} }
}
