import { readCsv } from './read-csv.server.ts'
import { readXlsx } from './read-xlsx.server.ts'
import { type FileFault, type ReadOptions, type ReadResult, UnreadableFile } from './table.ts'

/** First bytes of files that people send in place of a list. */
const SIGNATURES: [hex: string, FileFault][] = [
  // Of an archive without any part.
  ['504b0506', 'no_workbook'],
  // Workbooks before the years of OLE.
  ['090810', 'old_xls'],
  ['090808', 'old_xls'],
  ['09040600', 'old_xls'],
  ['09020600', 'old_xls'],
  ['25504446', 'not_table'],
  ['89504e47', 'not_table'],
  ['ffd8ff', 'not_table'],
  ['47494638', 'not_table'],
  ['52617221', 'not_table'],
  ['377abcaf', 'not_table'],
  ['1f8b', 'not_table'],
  ['fffe0000', 'binary'],
  ['0000feff', 'binary'],
]
const ZIP = '504b0304'
// A compound file: an old workbook, or a new one behind a password.
const OLE = 'd0cf11e0a1b11ae1'
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le')

/** The table in a file. What it is, is decided by its bytes, never by its name. Never rejects for a bad file. */
export async function readTable(bytes: Uint8Array, options: ReadOptions): Promise<ReadResult> {
  try {
    const head = Buffer.from(bytes.subarray(0, 8)).toString('hex')
    if (bytes.length === 0) throw new UnreadableFile('empty')
    if (head.startsWith(OLE))
      throw new UnreadableFile(Buffer.from(bytes).includes(ENCRYPTED) ? 'encrypted' : 'old_xls')
    const known = SIGNATURES.find(([hex]) => head.startsWith(hex))
    if (known) throw new UnreadableFile(known[1])
    return head.startsWith(ZIP) ? await readXlsx(bytes, options.sheet) : readCsv(bytes, options)
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    return { ok: false, fault: error.fault, detail: error.detail }
  }
}
