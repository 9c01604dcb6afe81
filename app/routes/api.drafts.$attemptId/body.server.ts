import { gunzipSync } from 'node:zlib'
import { TEXT_LIMIT } from '#app/features/essays/essay-text.ts'
import { readBytes } from '#app/platform/http/read-body.server.ts'

// JSON may spell a character of two bytes with six signs.
const BODY_LIMIT = TEXT_LIMIT * 3

type Body = { kind: 'json'; value: unknown } | { kind: 'broken' } | { kind: 'too_large' }

// An essay is unpacked in a tenth of a millisecond, the most that is allowed in a few: a thread costs more than that.
function unpacked(bytes: Uint8Array): Uint8Array | 'broken' | 'too_large' {
  try {
    return gunzipSync(bytes, { maxOutputLength: BODY_LIMIT })
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too_large' : 'broken'
  }
}

/**
 * The JSON of a request, which may be packed with gzip. `too_large` over 600,000 bytes, packed or not; `broken` where
 * the bytes are not UTF-8 or the text is not JSON: a replaced character would be a change that nobody typed.
 */
export async function readBody(request: Request): Promise<Body> {
  let bytes = await readBytes(request, BODY_LIMIT)
  if (!bytes) return { kind: 'too_large' }
  const encoding = request.headers.get('Content-Encoding') ?? 'identity'
  if (encoding === 'gzip') {
    const plain = unpacked(bytes)
    if (typeof plain === 'string') return { kind: plain }
    bytes = plain
  } else if (encoding !== 'identity') return { kind: 'broken' }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return { kind: 'json', value: JSON.parse(text) }
  } catch {
    return { kind: 'broken' }
  }
}
