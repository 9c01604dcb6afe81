import { openSandbox } from '../sandbox.server.ts'
import type { ReadOptions, ReadResult } from './table.ts'

const sandbox = openSandbox('#app/platform/spreadsheet/read-worker.server.ts', {
  threads: 1,
  queue: 16,
  timeLimit: 15_000,
  megabytes: 512,
})

/**
 * Reads the table of a file in a thread of its own, with limits of time and memory: a file is somebody else's text. Bad
 * files are answered, not thrown; rejects with `SandboxBusy` where too many wait.
 */
export async function readTableApart(bytes: Uint8Array, options: ReadOptions): Promise<ReadResult> {
  const outcome = await sandbox<ReadResult>({ bytes, options })
  return outcome.done ? outcome.value : { ok: false, fault: outcome.because, detail: {} }
}
