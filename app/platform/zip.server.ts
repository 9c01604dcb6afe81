import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import yazl from 'yazl'

/** A file of an archive: a path of ASCII with "/" between folders, and its text, whole or in pieces. */
export type ZipEntry = { name: string; text: string | AsyncIterable<string>; at?: Date }

/**
 * An archive that is made while it is read: the next file is asked for when the one before has been taken, so that one
 * is in memory at a time, however many there are. An error of a file errors the stream; a cancelled stream ends the files.
 * `ended` is called once, whichever way it ends.
 */
export function zipOf(entries: AsyncIterable<ZipEntry>, ended: () => void): ReadableStream<Uint8Array> {
  const zip = new yazl.ZipFile()
  const out = zip.outputStream as Readable
  zip.on('error', (error: Error) => void out.destroy(error))
  fill(zip, out, entries)
    .catch((error: Error) => void out.destroy(error))
    .finally(ended)
  return Readable.toWeb(out) as ReadableStream<Uint8Array>
}

async function fill(zip: yazl.ZipFile, out: Readable, entries: AsyncIterable<ZipEntry>): Promise<void> {
  for await (const entry of entries) {
    if (out.destroyed) return
    await add(zip, out, entry)
  }
  zip.end()
}

async function add(zip: yazl.ZipFile, out: Readable, { name, text, at }: ZipEntry): Promise<void> {
  // The archive keeps what it asks for a file's stream until its end: it must not keep the text with it.
  const held: { source?: Readable } = { source: Readable.from(piecesOf(text), { objectMode: false }) }
  const stop = () => void held.source?.destroy()
  out.once('close', stop)
  zip.addReadStreamLazy(name, at ? { mtime: at } : {}, (ready) => ready(null, held.source as Readable))
  freeName(zip)
  await finished(held.source as Readable)
  out.off('close', stop)
  delete held.source
}

// The archive keeps the name of each file until its end as a piece of Node's pool of buffers, of 64 kB: hundreds of names
// would keep hundreds of pools. A copy of its own is as long as the name.
function freeName(zip: yazl.ZipFile): void {
  const last = (zip as yazl.ZipFile & { entries: { utf8FileName: Buffer }[] }).entries.at(-1)
  if (last) last.utf8FileName = Buffer.from(Uint8Array.from(last.utf8FileName).buffer)
}

// A stream of bytes waits for ever after an empty piece.
async function* piecesOf(text: ZipEntry['text']): AsyncGenerator<Buffer> {
  for await (const piece of typeof text === 'string' ? [text] : text) if (piece) yield Buffer.from(piece)
}
