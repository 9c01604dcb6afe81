import { type Entry, fromBufferPromise } from 'yauzl'
import { UnreadableFile } from './table.ts'

/** What a workbook may hold when it is unpacked, in bytes. A list of 10,000 people has about 8 MB. */
const MOST_ENTRIES = 500
const MOST_BYTES = 40 * 1024 * 1024

/** Parts of an archive by name. `text` unpacks one; null where there is none. */
export type Archive = { names: string[]; text(name: string): Promise<string | null> }

/**
 * Opens a zip archive in memory. Refuses as `zip_bomb` one whose list of parts promises too much, before anything is
 * unpacked, and one whose parts turn out larger than promised; as `encrypted` and `broken_zip` what cannot be read.
 */
export async function openArchive(bytes: Uint8Array): Promise<Archive> {
  const zip = await fromBufferPromise(Buffer.from(bytes), { autoClose: false }).catch(() => {
    throw new UnreadableFile('broken_zip')
  })
  const entries = new Map<string, Entry>()
  let promised = 0
  try {
    if (zip.entryCount > MOST_ENTRIES) throw new UnreadableFile('zip_bomb')
    for await (const entry of zip.eachEntry()) {
      if (entry.isEncrypted()) throw new UnreadableFile('encrypted')
      promised += entry.uncompressedSize
      if (promised > MOST_BYTES) throw new UnreadableFile('zip_bomb')
      // Of two parts with one name programs disagree on which one counts.
      if (entries.has(entry.fileName)) throw new UnreadableFile('broken_zip')
      entries.set(entry.fileName, entry)
    }
  } catch (error) {
    throw error instanceof UnreadableFile ? error : new UnreadableFile('broken_zip')
  }
  let unpacked = 0
  return {
    names: [...entries.keys()],
    async text(name) {
      const entry = entries.get(name)
      if (!entry) return null
      const chunks: Buffer[] = []
      try {
        for await (const chunk of await zip.openReadStreamPromise(entry)) {
          unpacked += (chunk as Buffer).length
          if (unpacked > MOST_BYTES) throw new UnreadableFile('zip_bomb')
          chunks.push(chunk as Buffer)
        }
      } catch (error) {
        throw error instanceof UnreadableFile ? error : new UnreadableFile('broken_zip')
      }
      return new TextDecoder().decode(Buffer.concat(chunks))
    },
  }
}
