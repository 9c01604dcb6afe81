import type { MessagePort } from 'node:worker_threads'
import { readTable } from './read-file.server.ts'
import type { ReadOptions, ReadResult } from './table.ts'

// What runs in a thread of its own: see read-apart.server.ts, which starts it by its path.

export default function perform({
  input: { bytes, options },
  began,
}: {
  input: { bytes: Uint8Array; options: ReadOptions }
  began: MessagePort
}): Promise<ReadResult> {
  began.postMessage('began')
  began.close()
  return readTable(bytes, options)
}
