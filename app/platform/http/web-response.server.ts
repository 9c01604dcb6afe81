import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import zlib from 'node:zlib'

const brotli = promisify(zlib.brotliCompress)
const gzip = promisify(zlib.gzip)

// Below this a compressed answer fills the same packet.
const SMALL = 1024
const compressible = /^(text\/|application\/(json|javascript|manifest\+json)|image\/svg)/

type Encoding = 'br' | 'gzip' | null

function encodingFor(request: IncomingMessage, response: Response): Encoding {
  const type = response.headers.get('Content-Type') ?? ''
  if (!compressible.test(type) || response.headers.has('Content-Encoding')) return null
  const accepted = String(request.headers['accept-encoding'] ?? '')
  if (/\bbr\b/.test(accepted)) return 'br'
  return /\bgzip\b/.test(accepted) ? 'gzip' : null
}

// 5 makes a lesson a tenth smaller than 4; what lies above it takes longer and gains a hundredth.
const BROTLI = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 5 } }
const GZIP = { level: 5 }

const compress = (body: Buffer, encoding: 'br' | 'gzip'): Promise<Buffer> =>
  encoding === 'br' ? brotli(body, BROTLI) : gzip(body, GZIP)

function writeHead(answer: ServerResponse, response: Response, encoding: Encoding): void {
  answer.statusCode = response.status
  for (const [name, value] of response.headers) {
    if (name !== 'set-cookie') answer.setHeader(name, value)
  }
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) answer.setHeader('Set-Cookie', cookies)
  answer.appendHeader('Vary', 'Accept-Encoding')
  if (encoding) answer.setHeader('Content-Encoding', encoding)
}

/**
 * Writes a web Response as the answer of a node:http request, compressed where the client can read it. Pages, of some
 * ten kilobytes, go in one piece, which costs less than a stream; files (`Content-Disposition: attachment`) may be of
 * any size and go as fast as they are read, a piece at a time. Throws what their making throws, before anything is
 * written where the first piece fails; later the connection is broken off, so that nobody takes a part for the whole.
 */
export async function sendResponse(
  request: IncomingMessage,
  answer: ServerResponse,
  response: Response,
): Promise<void> {
  const isFile = response.headers.get('Content-Disposition')?.startsWith('attachment')
  if (isFile) return sendFile(request, answer, response)
  let body: Buffer = Buffer.from(await response.arrayBuffer())
  const encoding = body.length < SMALL ? null : encodingFor(request, response)
  writeHead(answer, response, encoding)
  if (encoding) body = await compress(body, encoding)
  if (response.status !== 204 && response.status !== 304) answer.setHeader('Content-Length', body.length)
  answer.end(request.method === 'HEAD' ? undefined : body)
}

async function sendFile(request: IncomingMessage, answer: ServerResponse, response: Response): Promise<void> {
  const encoding = encodingFor(request, response)
  if (request.method === 'HEAD' || !response.body) {
    await response.body?.cancel()
    writeHead(answer, response, encoding)
    answer.end()
    return
  }
  const reader = response.body.getReader()
  const first = await reader.read()
  writeHead(answer, response, encoding)
  const pieces = Readable.from(piecesOf(first, reader), { objectMode: false })
  if (!encoding) return pipeline(pieces, answer)
  const packed = encoding === 'br' ? zlib.createBrotliCompress(BROTLI) : zlib.createGzip(GZIP)
  return pipeline(pieces, packed, answer)
}

type Piece = Awaited<ReturnType<ReadableStreamDefaultReader<Uint8Array>['read']>>

// A file that comes line by line would go to the packer's thread and back for each line.
const PIECE = 16 * 1024

async function* piecesOf(first: Piece, reader: ReadableStreamDefaultReader<Uint8Array>) {
  let held: Uint8Array[] = []
  let size = 0
  try {
    for (let piece = first; !piece.done; piece = await reader.read()) {
      held.push(piece.value)
      size += piece.value.length
      if (size < PIECE) continue
      yield Buffer.concat(held, size)
      held = []
      size = 0
    }
    if (size > 0) yield Buffer.concat(held, size)
  } finally {
    // Whoever makes the file stops with the client who leaves.
    await reader.cancel()
  }
}
