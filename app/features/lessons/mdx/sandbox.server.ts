import { createRequire } from 'node:module'
import { MessageChannel } from 'node:worker_threads'
import { Piscina } from 'piscina'
import type { CompileInput, CompileResult } from './compiled-text.ts'
import { boundFaults, type GuardCode, type GuardError } from './guard-error.ts'
import type { GuardVerdict, ReadVerdict, SandboxResults, SandboxTask } from './sandbox-worker.server.ts'
import { normalizeSource, scanSource } from './scan.ts'

/*
 * Texts are read and compiled in threads of their own, because a parser of Markdown takes time in the square of the
 * length over some texts, and nobody can list them all. A thread has so much time and memory for one text; one that
 * needs more is ended and replaced, and the text is refused. It sees no environment and so no secrets.
 */

/** Milliseconds for one text, from when the work begins. */
const TIME_LIMIT = 5_000
/** Milliseconds to wait for a turn and for a thread to start. */
const START_LIMIT = 60_000
const THREADS = 2
/** Texts that may wait for their turn in one process. */
const LONGEST_QUEUE = 32
const IDLE_BEFORE_END = 30_000

/** No thread was free in time. The text has not been judged: try again later. */
class SandboxBusy extends Error {
  override name = 'SandboxBusy'
}

type Stopped = Extract<GuardCode, 'out_of_time' | 'out_of_memory' | 'check_failed'>
type Outcome<T> = { done: true; value: T } | { done: false; because: Stopped }

let threads: Piscina | undefined
/** Texts that are read or wait. Counted here: the pool does not count waiting tasks that can be aborted. */
let pending = 0

function pool(): Piscina {
  if (threads) return threads
  // The built server is a bundle; the sources are beside it, and Node runs them as they are.
  const filename = createRequire(import.meta.url).resolve(
    '#app/features/lessons/mdx/sandbox-worker.server.ts',
  )
  threads = new Piscina({
    filename,
    minThreads: 0,
    maxThreads: THREADS,
    idleTimeout: IDLE_BEFORE_END,
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 448, maxYoungGenerationSizeMb: 64 },
  })
  // A thread that ends is replaced; the text that ended it gets its answer below.
  threads.on('error', () => {})
  return threads
}

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

async function run<K extends keyof SandboxResults>(
  kind: K,
  input: CompileInput,
): Promise<Outcome<SandboxResults[K]>> {
  if (pending >= THREADS + LONGEST_QUEUE) throw new SandboxBusy('too many texts wait to be read')
  pending += 1
  const ended = new AbortController()
  const { port1: began, port2 } = new MessageChannel()
  let started = false
  let timer = setTimeout(() => ended.abort(), START_LIMIT)
  began.once('message', () => {
    started = true
    clearTimeout(timer)
    timer = setTimeout(() => ended.abort(), TIME_LIMIT)
  })
  const task: SandboxTask<K> = { kind, input, began: port2 }
  try {
    const value = await pool().run(task, { signal: ended.signal, transferList: [port2] })
    return { done: true, value: value as SandboxResults[K] }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY')
      return { done: false, because: 'out_of_memory' }
    if (ended.signal.aborted && started) return { done: false, because: 'out_of_time' }
    if (started) return { done: false, because: 'check_failed' }
    throw new SandboxBusy('no thread was free to read the text', { cause: error })
  } finally {
    pending -= 1
    clearTimeout(timer)
    began.close()
  }
}
